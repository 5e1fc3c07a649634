"""What a half-filled form is about, as a key."""

from __future__ import annotations


def of_task(task_id: str) -> str:
    """Return the key of a task's form."""
    return f"task:{task_id}"


def of_start(process_key: str) -> str:
    """Return the key of the form that a process starts with."""
    return f"start:{process_key}"
