"""Measures, computed from the event log only. Empty until the manager's figures are built."""
