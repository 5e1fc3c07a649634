"""The figures of a week by mail, for managers who want it."""
