"""Event logs to measure: written by hand, or at random."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import insert

from engine.base import table
from engine.tables import Event

START = datetime(2026, 3, 18, 6, tzinfo=UTC)  # 09:30 in Tehran, four days before Nowruz
PROCESS_LEVEL = {"activity_id": None, "activity_type": None, "token_id": None}


class Log:
    """Entries of a log in the order of their numbers; `hours` count from START."""

    def __init__(self):
        self.rows = []

    def add(self, case, lifecycle, hours, **facts):
        row = {
            **PROCESS_LEVEL,
            "seq": len(self.rows) + 1,
            "instance_id": case,
            "root_instance_id": case,
            "process_key": "order",
            "version": 1,
            "office": "front",
            "task_id": None,
            "lifecycle": lifecycle,
            "at": START + timedelta(hours=hours),
            "actor": "system",
            "assignee": None,
            "group": None,
            "channel": None,
            "due_at": None,
            "reason": None,
            "manual": False,
            "sandbox": False,
            "imported": False,
        }
        self.rows.append(row | facts)

    def task(self, case, activity_id, token, times, *, by="ada", **facts):
        """A task that was offered, claimed and completed, each when `times` says, or None."""
        offered, claimed, done = times
        work = {"activity_id": activity_id, "activity_type": "userTask", "token_id": token}
        work |= {"task_id": f"{case}-{token}", "group": facts.pop("group", "desk"), **facts}
        self.add(case, "created", offered, **work)
        self.add(case, "offered", offered, **work)
        if claimed is not None:
            self.add(case, "claimed", claimed, **work | {"assignee": by, "actor": by})
        if done is not None:
            gone = {"task_id": None, "group": None, "due_at": None}
            self.add(case, "completed", done, **work | gone | {"actor": by})

    def write(self, session, first=0, last=None):
        chosen = self.rows[first:last]
        if chosen:
            session.execute(insert(table(Event)), chosen)
            session.commit()


def small_log():
    """Orders 1 to 5 finish after 10, 20, 30, 40 and 100 hours, 6 is open, the return cancelled."""
    log = Log()
    for number, hours in enumerate((10, 20, 30, 40, 100), 1):
        case = f"order-{number}"
        by = "ada" if number < 5 else "bob"
        due_at = START + timedelta(hours=25)
        log.add(case, "created", 0, channel="web" if number == 1 else "phone")
        log.task(case, "check", 2, (0, number, hours), by=by, due_at=due_at)
        if number == 5:
            log.task(case, "check", 3, (100, 100, 100), by="ada")
        log.add(case, "completed", hours)
    log.add("order-6", "created", 90, channel="phone")
    log.add("order-6", "failed", 91, activity_id="send", token_id=2)
    log.task("order-6", "check", 3, (92, None, None), due_at=START + timedelta(hours=150))
    log.add("return-1", "created", 0, process_key="return", office="back")
    log.add("return-1", "cancelled", 50, process_key="return", office="back", reason="Lost")
    log.add("trial", "created", 0, sandbox=True)
    log.add("old", "created", 1, imported=True)
    log.add("old", "completed", 2, imported=True)
    return log


def random_log(random, cases=12):
    """A log of some cases that go their ways at the same time, in the order of their times."""
    log, entries = Log(), []
    for number in range(cases):
        entries += _case(random, f"case-{number:02}")
    entries.sort(key=lambda entry: entry[2])
    for case, lifecycle, hours, facts in entries:
        log.add(case, lifecycle, hours, **facts)
    return log


def _case(random, case):
    general = {
        "process_key": random.choice(["order", "return"]),
        "version": random.choice([1, 2]),
        "channel": random.choice([None, "web", "phone"]),
        "sandbox": random.random() < 0.1,
        "imported": random.random() < 0.15,
    }
    hours, token, found = random.randint(0, 900), 1, []

    def add(lifecycle, **facts):
        found.append((case, lifecycle, hours, {**general, "office": "front", **facts}))

    add("created", due_at=_date(random))
    for _ in range(random.randint(0, 5)):
        hours += random.randint(0, 30)
        hours, token = _activity(random, add, found, case, general, hours, token)
    hours += random.randint(0, 60)
    ending = random.choice(["open", "completed", "completed", "cancelled", "terminated"])
    if ending != "open":
        lifecycle = "completed" if ending == "completed" else "cancelled"
        add(lifecycle, reason="no longer wanted" if ending == "cancelled" else None)
    if ending == "completed" and random.random() < 0.2:
        hours += random.randint(1, 50)
        add("reopened")
        hours += random.randint(1, 50)
        if random.random() < 0.6:
            add("completed")
    return found


def _date(random):
    return START + timedelta(hours=random.randint(0, 1000)) if random.random() < 0.5 else None


def _activity(random, add, found, case, general, hours, token):
    """A task, a script, a loop of tasks, or something that fails and is tried again."""
    kind = random.choice(["task", "task", "script", "loop", "failing"])
    activity_id = f"{kind}-{random.choice('ab')}"
    work = {**general, "activity_id": activity_id, "activity_type": "userTask"}
    work |= {"office": random.choice(["front", "back"])}
    times = [hours]

    def note(lifecycle, token, **facts):
        found.append((case, lifecycle, times[0], {**work, "token_id": token, **facts}))

    def later():
        times[0] += random.randint(0, 20)

    if kind == "script":
        note("completed", token, activity_type="scriptTask")
        return times[0], token + 1
    if kind == "failing":
        note("created", token, activity_type="serviceTask")
        for _ in range(random.randint(1, 2)):
            later()
            note("failed", token, activity_type=None, reason="no answer")
            later()
            note("retried", token, activity_type=None)
        if random.random() < 0.8:
            later()
            note("completed", token, activity_type="serviceTask")
        return times[0], token + 1
    body, rounds = token, 1 if kind == "task" else random.randint(1, 3)
    first = token if kind == "task" else token + 1
    for each in range(first, first + rounds):
        _task(random, note, later, each)
    if kind == "loop":
        note("completed", body, activity_type="multiInstanceBody")
    return times[0], first + rounds


def _task(random, note, later, token):
    group = random.choice(["desk", "shop", None])
    note("created", token, due_at=_date(random), group=group, task_id="t")
    note("offered", token, group=group, task_id="t")
    for _ in range(random.randint(0, 4)):
        later()
        what = random.choice(
            ["claimed", "unassigned", "assigned", "due_changed", "started", "paused"]
        )
        person = random.choice(["ada", "bob", "cyd"]) if what in ("claimed", "assigned") else None
        due_at = _date(random) if what == "due_changed" else None
        note(what, token, assignee=person, due_at=due_at, task_id="t")
    later()
    ending = random.choice(["completed", "completed", "completed", "cancelled", "open"])
    if ending != "open":
        note(ending, token, actor=random.choice(["ada", "bob", "cyd"]))
