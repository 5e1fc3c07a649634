"""FEEL's grammar: text to tokens to a tree of frozen nodes."""
