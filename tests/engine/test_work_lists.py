"""The quick way to a page of open tasks gives what sorting all of them gives."""

import random
from dataclasses import replace

import pytest
from sqlalchemy import select

from engine import commands, queries
from engine.queries import TaskFilter, Viewer
from engine.tables import TaskCandidate
from tests.engine.diagrams import diagram, flows

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
