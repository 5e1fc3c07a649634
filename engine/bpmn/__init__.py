"""BPMN execution on SpiffWorkflow, imported only here; `engine.runtime` is the face of it."""
