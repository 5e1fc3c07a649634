"""What the log of one case says, by hand."""

from datetime import timedelta

import pytest

from engine.queries.events import Entry
from kpi.case_log import facts
from tests.kpi.conftest import TEHRAN
from tests.kpi.logs import START

HOUR = 3600
WORK = {"activity_id": "check", "activity_type": "userTask", "token_id": 3}


def read(log):
    rows = [Entry(**{name: row[name] for name in Entry._fields}) for row in log.rows]
    return facts(rows, TEHRAN)


def test_finished_case_has_its_times(log):
    log.add("c", "created", 0, channel="web")
    log.task("c", "check", 3, (0, 2, 5))
    log.task("c", "pay", 4, (5, 5, 6), by="bob")
    log.add("c", "completed", 6)

    case, (check, pay), incidents = read(log)

    assert (case.status, case.channel, case.office) == ("completed", "web", "front")
    assert (case.cycle_seconds, case.waiting_seconds) == (6 * HOUR, 2 * HOUR)
    assert case.working_seconds == 4 * HOUR
    assert (check.person, check.group, check.status) == ("ada", "desk", "completed")
    assert (check.duration_seconds, check.waiting_seconds) == (5 * HOUR, 2 * HOUR)
    assert (pay.person, pay.working_seconds, pay.channel) == ("bob", HOUR, "web")
    assert incidents == ()


def test_open_case_has_no_times_and_the_earliest_date(log):
    log.add("c", "created", 0)
    log.task("c", "check", 3, (0, 2, None), due_at=START + timedelta(hours=9))
    log.task("c", "pay", 4, (1, None, None), due_at=START + timedelta(hours=8))

    case, (check, pay), _ = read(log)

    assert (case.status, case.cycle_seconds, case.ended_day) == ("open", None, None)
    assert case.due_at == START + timedelta(hours=8)
    assert (check.person, pay.person) == ("ada", "")
    assert (check.duration_seconds, check.waiting_seconds) == (None, None)


@pytest.mark.parametrize(
    ("reason", "status"),
    [("gave up", "cancelled"), (None, "terminated")],
    ids=["person", "diagram"],
)
def test_who_ended_it_before_its_end_matters(log, reason, status):
    log.add("c", "created", 0)
    log.task("c", "check", 3, (0, 1, None))
    log.add("c", "cancelled", 4, reason=reason)

    case, (check,), _ = read(log)

    assert (case.status, case.end_reason, case.cycle_seconds) == (status, reason, None)
    assert (check.status, check.duration_seconds) == ("cancelled", 4 * HOUR)


def test_time_given_back_is_waiting_again(log):
    log.add("c", "created", 0)
    log.task("c", "check", 3, (0, 1, None))
    log.add("c", "unassigned", 3, **WORK)
    log.add("c", "assigned", 7, **WORK, assignee="bob")
    log.add("c", "completed", 8, **WORK, actor="bob")

    _, (check,), _ = read(log)

    assert (check.waiting_seconds, check.working_seconds) == (5 * HOUR, 3 * HOUR)
    assert check.person == "bob"


def test_work_runs_from_its_start_without_pauses(log):
    log.add("c", "created", 0)
    log.task("c", "check", 3, (0, 1, None))
    for lifecycle, hours in (("started", 2), ("paused", 3), ("resumed", 6), ("completed", 7)):
        log.add("c", lifecycle, hours, **WORK)

    _, (check,), _ = read(log)

    assert (check.waiting_seconds, check.working_seconds) == (HOUR, 2 * HOUR)


@pytest.mark.parametrize(("due", "late"), [(4, True), (5, False), (None, False)])
def test_late_is_after_the_date(log, due, late):
    log.add("c", "created", 0)
    log.task("c", "check", 3, (0, 1, 5), due_at=due and START + timedelta(hours=due))
    log.add("c", "completed", 6)

    case, (check,), _ = read(log)

    assert (case.late, check.late) == (late, late)


def test_the_last_date_counts(log):
    log.add("c", "created", 0)
    log.task("c", "check", 3, (0, 1, None), due_at=START)
    log.add("c", "due_changed", 2, **WORK, due_at=START + timedelta(hours=9))
    log.add("c", "completed", 5, **WORK)

    assert not read(log).activities[0].late


def test_repeated_activity_is_rework_once_the_case_has_ended(log):
    log.add("c", "created", 0)
    log.task("c", "check", 3, (0, 1, 2))
    log.task("c", "check", 5, (2, 2, 3))
    open_case = read(log).case
    log.add("c", "completed", 3)

    case, activities, _ = read(log)

    assert (open_case.repeats, case.repeats) == (0, 1)
    assert [a.repeated for a in activities] == [False, True]


def test_rounds_of_a_loop_are_no_rework_but_a_second_loop_is(log):
    body = {"activity_id": "check", "activity_type": "multiInstanceBody"}
    log.add("c", "created", 0)
    log.task("c", "check", 3, (0, 1, 2))
    log.task("c", "check", 4, (0, 1, 2))
    log.add("c", "completed", 2, **body, token_id=2)
    log.task("c", "check", 6, (2, 2, 3))
    log.task("c", "check", 7, (2, 2, 3))
    log.add("c", "completed", 3, **body, token_id=5)
    log.add("c", "completed", 3)

    assert [a.repeated for a in read(log).activities] == [False, False, True, True]


def test_reopened_case_runs_to_its_last_end(log):
    log.add("c", "created", 0)
    log.add("c", "completed", 5)
    log.add("c", "reopened", 20)
    again = read(log).case
    log.add("c", "completed", 24)

    case = read(log).case

    assert (again.status, again.ended_at) == ("open", None)
    assert (case.cycle_seconds, case.reopened) == (24 * HOUR, 1)


def test_script_is_done_at_once(log):
    log.add("c", "created", 0)
    script = {"activity_id": "sum", "activity_type": "scriptTask", "token_id": 2}
    log.add("c", "completed", 0, **script)
    log.add("c", "completed", 0, activity_id="end", activity_type="endEvent", token_id=3)

    (one,) = read(log).activities

    assert (one.duration_seconds, one.waiting_seconds, one.person) == (0, None, "")


def test_clock_that_goes_back_makes_no_negative_time(log):
    log.add("c", "created", 5)
    log.task("c", "check", 3, (5, 4, 3))
    log.add("c", "completed", 3)

    case, (check,), _ = read(log)

    assert (case.cycle_seconds, check.duration_seconds, check.working_seconds) == (0, 0, 0)


def test_incident_is_open_until_it_is_tried_again(log):
    failed = {"activity_id": "send", "token_id": 2}
    log.add("c", "created", 0)
    log.add("c", "failed", 1, **failed)
    (before,) = read(log).incidents
    log.add("c", "retried", 4, **failed)

    (after,) = read(log).incidents

    assert (before.resolved_at, before.open_seconds) == (None, None)
    assert (after.activity_id, after.open_seconds) == ("send", 3 * HOUR)


def test_failing_again_at_the_retry_is_a_second_incident(log):
    failed = {"activity_id": "send", "token_id": 2}
    log.add("c", "created", 0)
    log.add("c", "failed", 1, **failed)
    log.add("c", "failed", 3, **failed)  # what the retry did is logged first
    log.add("c", "retried", 3, **failed)

    first, second = read(log).incidents

    assert (first.open_seconds, second.open_seconds) == (2 * HOUR, None)


def test_incident_ends_with_its_activity_or_its_case(log):
    log.add("c", "created", 0)
    log.add("c", "failed", 1, activity_id="send", token_id=2)
    log.add("c", "failed", 1, activity_id="call", token_id=3)
    log.add("c", "completed", 3, activity_id="call", activity_type="serviceTask", token_id=3)
    log.add("c", "cancelled", 6, reason="gave up")

    assert [one.open_seconds for one in read(log).incidents] == [5 * HOUR, 2 * HOUR]


def test_error_reported_from_a_task_is_no_incident(log):
    log.add("c", "created", 0)
    log.task("c", "check", 3, (0, 1, None))
    log.add("c", "cancelled", 2, **WORK)
    log.add("c", "failed", 2, **WORK, task_id="t", reason="stock: none left")

    assert read(log).incidents == ()
    assert read(log).activities[0].status == "cancelled"


def test_case_without_its_beginning_starts_with_what_is_there(log):
    log.task("c", "check", 3, (2, 3, None))

    case = read(log).case

    assert (case.status, case.started_at) == ("open", START + timedelta(hours=2))
