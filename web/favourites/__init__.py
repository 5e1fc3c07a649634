"""Processes that people keep at hand on the page on which they start cases."""
