"""The manager's figures as people read them; what a figure means stands in `kpi`."""
