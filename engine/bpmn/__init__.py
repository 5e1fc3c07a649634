"""BPMN execution on SpiffWorkflow: the only package that imports it; `engine.runtime` is its face."""
