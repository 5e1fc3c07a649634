"""Decisions as people see them: what is asked, the table, what came out, what has changed."""
