"""The process engine: deploys BPMN, starts process instances, moves them from wait state to wait state."""
