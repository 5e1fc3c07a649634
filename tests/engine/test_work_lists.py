"""The quick way to a page of open tasks gives what sorting all of them gives."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from engine import commands, queries
from engine.base import Base, open_database
from engine.queries import TaskFilter, Viewer, rare_tasks
from engine.tables import TaskCandidate
from tests.engine.diagrams import diagram, flows

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
GROUPS, PEOPLE = ("sales", "finance", "law"), ("ann", "bob")
SLOW = (("priority", "desc"), ("created_at", "asc"), ("id", "asc"))
FILTERS = {
    "group": TaskFilter(candidate_groups=("sales",)),
    "groups": TaskFilter(candidate_groups=("finance", "sales", "sales", "none")),
    "person": TaskFilter(candidate_user="ann"),
    "person and groups": TaskFilter(candidate_user="bob", candidate_groups=("law", "sales")),
    "with what is taken": TaskFilter(candidate_groups=("sales", "law"), include_assigned=True),
    "visible": TaskFilter(visible_to=Viewer("ann", ("sales",))),
    "visible, no groups": TaskFilter(visible_to=Viewer("bob", ())),
    "with more conditions": TaskFilter(candidate_groups=GROUPS, priority_min=40, activity_id="u2"),
    "nobody's": TaskFilter(candidate_groups=()),
    "one of whom nobody heard": TaskFilter(candidate_user="zoe"),
}


@pytest.fixture
def memory(sessions):
    """Both databases instead of one in memory: each has its own way to read the lists."""
    return sessions


def process(chance):
    """Five tasks at once, each offered to some people and groups."""
    tasks = ""
    for number in range(5):
        users = ",".join(chance.sample(PEOPLE, chance.randint(0, 2)))
        groups = ",".join(chance.sample(GROUPS, chance.randint(0, 3)))
        tasks += (
            f'<userTask id="u{number}" name="U" camunda:candidateUsers="{users}" '
            f'camunda:candidateGroups="{groups}" camunda:priority="{chance.randint(0, 3) * 20}"/>'
        )
    links = ",".join(f"begin>u{n},u{n}>done" for n in range(5))
    ends = '<startEvent id="begin"/><endEvent id="done"/>'
    return diagram(ends + tasks + flows(links), key="many")


@pytest.fixture
def busy(act, session):
    """Cases whose tasks were claimed, given back, delegated, changed and completed at random."""
    chance = random.Random(5)
    for _ in range(3):
        resource = commands.Resource("many.bpmn", process(chance))
        act(lambda ctx, one=resource: commands.deploy(ctx, "many", [one]))
        for _ in range(4):
            act(lambda ctx: commands.start(ctx, key="many"))
    verbs = [
        lambda ctx, task: commands.assign(ctx, task, "ann"),
        lambda ctx, task: commands.assign(ctx, task, "bob"),
        lambda ctx, task: commands.unclaim(ctx, task),
        lambda ctx, task: commands.delegate(ctx, task, "zoe"),
        lambda ctx, task: commands.update_task(ctx, task, priority=chance.randint(0, 100)),
    ]
    open_tasks = [task.id for task in queries.tasks(session, TaskFilter(), 0, 1000)]
    for task in chance.sample(open_tasks, 20):
        act(lambda ctx, one=task: commands.complete(ctx, one))
    left = [task.id for task in queries.tasks(session, TaskFilter(), 0, 1000)]
    for _ in range(80):
        verb, task = chance.choice(verbs), chance.choice(left)
        act(lambda ctx, do=verb, one=task: do(ctx, one))
    return left


def test_page_is_that_of_the_whole_list(busy, session):
    for name, wanted in FILTERS.items():
        slow = [t.id for t in queries.tasks(session, replace(wanted, sort=SLOW), 0, 1000)]
        for first, limit in ((0, 1000), (0, 7), (5, 10), (990, 500)):
            quick = [task.id for task in queries.tasks(session, wanted, first, limit)]
            assert quick == slow[first : first + limit], (name, first, limit)

    found = {name: len(queries.tasks(session, one, 0, 1000)) for name, one in FILTERS.items()}

    empty = {name for name, count in found.items() if count == 0}
    assert empty == {"nobody's", "one of whom nobody heard"}


def test_lists_know_open_tasks_and_who_has_them(busy, session):
    listed = set(session.scalars(select(TaskCandidate.task_id)))
    assert listed <= set(busy)

    tasks = {task.id: task for task in queries.tasks(session, TaskFilter(), 0, 1000)}

    for row in session.scalars(select(TaskCandidate)):
        task = tasks[row.task_id]
        assert (row.taken, row.rank) == (task.assignee is not None, 100 - task.priority)
        assert row.created_at == task.created_at


NARROWED = {
    "variable": {"variables": (("kind", "rare"),)},
    "common variable": {"variables": (("kind", "usual"),)},
    "overdue": {"due_before": NOON},
    "due": {"due_after": NOON, "due_before": NOON + timedelta(days=2)},
    "word": {"search": "u1"},
    "nothing": {"search": "nowhere"},
}


def test_task_is_found_by_its_id_among_rare_ones(busy, session):
    wanted = TaskFilter(search=busy[0])

    assert [task.id for task in queries.tasks(session, wanted)] == [busy[0]]
    assert queries.count_tasks(session, wanted, most=4) == 1


def all_of(session, wanted):
    """Return all ids that match, without any of the quick ways."""
    found = queries.tasks(session, replace(wanted, sort=SLOW), 0, 1000)
    return [task.id for task in found if task.status == "created"]


@pytest.mark.parametrize("few", [0, 3, 500])
def test_rare_tasks_are_those_of_the_whole_list(busy, act, session, monkeypatch, few):
    mark(busy, act)
    bases = [TaskFilter(), *FILTERS.values()]
    cases = [replace(base, **more) for base in bases for more in NARROWED.values()]
    monkeypatch.setattr(rare_tasks, "FEW", 1000)
    monkeypatch.setattr(rare_tasks, "_probes", lambda wanted: ())
    plain = [all_of(session, wanted) for wanted in cases]
    monkeypatch.undo()
    monkeypatch.setattr(rare_tasks, "FEW", few)

    for wanted, expected in zip(cases, plain, strict=True):
        assert [task.id for task in queries.tasks(session, wanted)] == expected[:50], wanted
        assert queries.count_tasks(session, wanted) == len(expected)
        assert queries.count_tasks(session, wanted, most=4) == min(len(expected), 5)
    assert sum(map(len, plain)) > 100


def mark(busy, act):
    """Give some cases a variable, and some tasks a due date."""
    for number, task_id in enumerate(busy):
        kind = "rare" if number % 9 == 0 else "usual"
        act(lambda ctx, one=task_id, is_=kind: set_kind(ctx, one, is_))
        if number % 2:
            due = NOON + timedelta(days=number % 5 - 2)
            act(lambda ctx, one=task_id, at=due: commands.update_task(ctx, one, due_at=at))


def set_kind(ctx, task_id, kind):
    instance_id = queries.task(ctx.session, task_id).instance_id
    commands.set_variables(ctx, instance_id, {"kind": kind})


@pytest.mark.parametrize(
    ("index", "wanted"),
    [
        ("ix_user_task_order", TaskFilter()),
        ("ix_user_task_activity", TaskFilter(definition_key="many", activity_id="u1")),
    ],
    ids=["all", "activity"],
)
def test_long_lists_are_read_in_their_order(index, wanted):
    opened = open_database("sqlite://")
    Base.metadata.create_all(opened)
    asked = []
    event.listen(opened, "before_cursor_execute", lambda *call: asked.append(call[2:4]))

    with Session(opened) as session:
        queries.tasks(session, wanted)
        statement, parameters = asked[-1]
        plan = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        steps = [row[-1] for row in plan]

    assert len(steps) == 1
    assert index in steps[0]
    opened.dispose()
