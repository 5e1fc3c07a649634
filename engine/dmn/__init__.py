"""Decisions as the engine deploys and evaluates them: files with their tests, answers, records.

No database and no clock; the rules themselves are in `decisions`.
"""
