"""Answers that people have begun to give, kept until the form is sent."""
