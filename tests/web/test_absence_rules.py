"""Whose work falls to whom: chains, parts, circles."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from web.absences import rules
from web.absences.rules import ANY_OTHER, Part


@dataclass(frozen=True)
class Row:
    account_id: str
    substitute_id: str
    processes: list[str] | None
    first_at: datetime
    until_at: datetime


def row(text: str, first: int = 1, until: int = 10) -> Row:
    """Return an absence: `a>b` or `a>b:repair,refund`, from day to day."""
    who, _, keys = text.partition(":")
    person, _, substitute = who.partition(">")
    days = (datetime(2026, 12, day, tzinfo=UTC) for day in (first, until))
    return Row(person, substitute, keys.split(",") if keys else None, *days)


def rows(*texts: str) -> list[Row]:
    return [row(text) for text in texts]


@pytest.mark.parametrize(
    ("absences", "process", "found"),
    [
        (["b>c"], ANY_OTHER, None),
        (["a>b"], "repair", "b"),
        (["a>b", "b>c"], ANY_OTHER, "c"),
        (["a>b", "b>c", "c>d"], ANY_OTHER, "d"),
        (["a>b", "b>a"], ANY_OTHER, None),
        (["a>b", "b>c", "c>b"], ANY_OTHER, None),
        (["a>b:repair"], ANY_OTHER, None),
        (["a>b:repair"], "repair", "b"),
        (["a>b", "a>c:repair"], "repair", "c"),
        (["a>b", "a>c:repair"], "refund", "b"),
        (["a>b", "b>c:repair"], "refund", "b"),
        (["a>b", "b>c:repair"], "repair", "c"),
    ],
)
def test_work_goes_on_to_who_is_there(absences: list[str], process: str, found: str | None) -> None:
    assert rules.substitute(rows(*absences), "a", process) == found


@pytest.mark.parametrize(
    ("absences", "who", "found"),
    [
        (["a>b", "c>b"], "b", (Part("a"), Part("c"))),
        (["a>b", "b>c"], "b", ()),
        (["a>b", "b>c"], "c", (Part("a"), Part("b"))),
        (["a>b", "a>c:repair"], "b", (Part("a", None, ("repair",)),)),
        (["a>b", "a>c:repair"], "c", (Part("a", ("repair",)),)),
        (["a>b", "b>a:repair"], "b", (Part("a", None, ("repair",)),)),
        (["a>b", "b>a"], "b", ()),
    ],
)
def test_parts_of_several_people_fall_to_one(
    absences: list[str], who: str, found: tuple[Part, ...]
) -> None:
    assert rules.parts(rows(*absences), who) == found


def test_part_covers_its_processes_only() -> None:
    assert Part("a", ("repair",)).covers("repair")
    assert not Part("a", ("repair",)).covers("refund")
    assert Part("a", None, ("repair",)).covers("refund")
    assert not Part("a", None, ("repair",)).covers("repair")


@pytest.mark.parametrize(
    ("new", "clashes"),
    [
        (row("a>c", 5, 6), True),
        (row("a>c", 10, 12), False),
        (row("b>c", 5, 6), False),
        (row("a>c:repair", 5, 6), False),
        (row("a>c:refund,x", 5, 6), True),
    ],
    ids=["all", "after", "other person", "other process", "same process"],
)
def test_two_absences_may_not_say_different_things(new: Row, clashes: bool) -> None:
    there = [row("a>b", 1, 10), row("a>b:refund", 1, 10)]

    assert (rules.clash(there, new) is not None) == clashes


@pytest.mark.parametrize(
    ("there", "new", "back"),
    [
        ([row("b>a")], row("a>b"), True),
        ([row("b>c")], row("a>b"), False),
        ([row("b>c"), row("c>a")], row("a>b"), True),
        ([row("b>a", 11, 12)], row("a>b"), False),
        ([row("b>a", 9, 12)], row("a>b"), True),
        ([row("b>a:repair")], row("a>b"), True),
        ([row("b>a:repair")], row("a>b:refund"), False),
        ([row("b>a:repair"), row("b>c")], row("a>b:repair"), True),
    ],
)
def test_work_that_would_come_back_is_seen(there: list[Row], new: Row, back: bool) -> None:
    assert rules.leads_back(there, new) == back
