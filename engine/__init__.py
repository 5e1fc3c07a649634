"""The process engine: deploys BPMN, starts instances, moves them from wait state to wait state."""
