"""The user tasks that a process can come to, as its diagram names them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree
from sqlalchemy.orm import Session

from engine.queries.definitions import diagram

MOST_KEPT = 1_000
LANGUAGE = "lang"
_kept: dict[str, tuple[UserTaskName, ...]] = {}


@dataclass(frozen=True, slots=True)
class UserTaskName:
    """A user task of a diagram; `names`: language -> name."""

    activity_id: str
    name: str | None
    names: Mapping[str, str] = field(default_factory=dict)


def user_task_names(session: Session, definition_id: str) -> tuple[UserTaskName, ...]:
    """Return the user tasks of one version of a process, in the order of its file.

    Raises:
        NotFoundError: no such definition.
    """
    found = _kept.get(definition_id)
    if found is None:
        found = _drawn(diagram(session, definition_id))
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        _kept[definition_id] = found  # a version never changes
    return found


def _drawn(content: bytes) -> tuple[UserTaskName, ...]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    root = etree.fromstring(content, parser)
    return tuple(
        UserTaskName(one.get("id", ""), one.get("name"), _names(one))
        for one in root.iter("{*}userTask")
    )


def _names(task: etree._Element) -> Mapping[str, str]:
    written = task.iterfind("{*}extensionElements/{*}name")
    return {one.get(LANGUAGE, ""): one.text or "" for one in written}
