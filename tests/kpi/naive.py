"""The figures once more, straight from the entries and as slowly as the definitions are written."""

from datetime import timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

TEHRAN = ZoneInfo("Asia/Tehran")
PEOPLE = "userTask"
TYPES = {"userTask", "scriptTask", "serviceTask"}


def day(at):
    return at.astimezone(TEHRAN).date()


def seconds(first, last):
    return max(0, int((last - first).total_seconds()))


def percentile(values, share):
    ordered = sorted(values)
    place = Fraction(share, 100) * (len(ordered) - 1)
    low = ordered[int(place)]
    high = ordered[min(int(place) + 1, len(ordered) - 1)]
    return float(low + (high - low) * (place - int(place)))


def spread(values):
    if len(values) < 5:
        return (len(values), None, None, None)
    return (
        len(values),
        percentile(values, 50),
        percentile(values, 90),
        float(Fraction(sum(values), len(values))),
    )


def seconds_in(entries, ended_at, on, off):
    """Look at every hour, since random logs only change on the hour."""
    total, at = 0, entries[0]["at"]
    while at < ended_at:
        changes = [e for e in entries if e["lifecycle"] in on | off and e["at"] <= at]
        total += 3600 * bool(changes and changes[-1]["lifecycle"] in on)
        at += timedelta(hours=1)
    return total


class Case:
    def __init__(self, rows):
        self.rows = rows
        own = [r for r in rows if r["activity_id"] is None]
        self.id, self.process = rows[0]["instance_id"], rows[0]["process_key"]
        self.version, self.office = rows[-1]["version"], "front"
        self.channel = ([r["channel"] for r in rows if r["channel"]] or [""])[-1]
        self.sandbox, self.imported = rows[0]["sandbox"], rows[0]["imported"]
        self.started = own[0]["at"]
        endings = [r for r in own if r["lifecycle"] in ("completed", "cancelled", "reopened")]
        last = endings[-1] if endings and endings[-1]["lifecycle"] != "reopened" else None
        self.ended = last["at"] if last else None
        self.how = "open"
        if last:
            self.how = last["lifecycle"]
            if self.how == "cancelled" and last["reason"] is None:
                self.how = "terminated"
        self.due = own[0]["due_at"]
        self.activities = self._activities()
        self.repeats = sum(a.repeated for a in self.activities)
        self.late = any(a.late for a in self.activities) or bool(
            self.how == "completed" and self.due and self.ended > self.due
        )

    def _activities(self):
        tokens = {r["token_id"] for r in self.rows if r["activity_type"] in TYPES}
        found = [Activity(self, t) for t in sorted(tokens)]
        if self.ended is None:
            return found
        for n, activity in enumerate(found):
            bodies = self.bodies(activity.activity_id)
            earlier = [a for a in found[:n] if a.activity_id == activity.activity_id]
            if bodies:
                earlier = [
                    a for a in earlier if self.body(a, bodies) != self.body(activity, bodies)
                ]
            activity.repeated = bool(earlier)
        return found

    def bodies(self, activity_id):
        kind = "multiInstanceBody"
        return [
            r["token_id"]
            for r in self.rows
            if r["activity_type"] == kind and r["activity_id"] == activity_id
        ]

    @staticmethod
    def body(activity, bodies):
        return max((b for b in bodies if b < activity.token), default=None)

    def incidents(self):
        """Pair the nth failure of a token with its nth retry, or with the end of either."""
        for token in {r["token_id"] for r in self.rows if r["lifecycle"] == "failed"}:
            rows = [r for r in self.rows if r["token_id"] == token]
            failed = [r for r in rows if r["lifecycle"] == "failed"]
            retried = [r for r in rows if r["lifecycle"] == "retried"]
            for n, one in enumerate(failed):
                yield one, retried[n]["at"] if n < len(retried) else self.ended


class Activity:
    def __init__(self, case, token):
        rows = [r for r in case.rows if r["token_id"] == token and r["activity_type"] in TYPES]
        self.case, self.token, self.repeated = case, token, False
        self.activity_id, self.type = rows[0]["activity_id"], rows[0]["activity_type"]
        self.version, self.office = rows[-1]["version"], rows[-1]["office"]
        self.group = next((r["group"] for r in rows if r["group"]), "")
        self.created = rows[0]["at"]
        ends = [r for r in rows if r["lifecycle"] in ("completed", "cancelled")]
        self.how = ends[0]["lifecycle"] if ends else "cancelled" if case.ended else "open"
        self.ended = ends[0]["at"] if ends else case.ended
        dues = [r["due_at"] for r in rows if r["lifecycle"] in ("created", "due_changed")]
        self.due = dues[-1] if dues else None
        self.late = bool(self.how == "completed" and self.due and self.ended > self.due)
        holders = [
            r["assignee"] or ""
            for r in rows
            if r["lifecycle"] in ("created", "claimed", "assigned", "unassigned")
        ]
        self.person = ""
        if self.type == PEOPLE:
            self.person = ends[0]["actor"] if self.how == "completed" else holders[-1]
        self.waiting = self.working = None
        if self.ended and self.type == PEOPLE:
            self._times(rows)

    def _times(self, rows):
        held = seconds_in(rows, self.ended, {"claimed", "assigned"}, {"unassigned"})
        self.waiting = seconds(self.created, self.ended) - held
        if any(r["lifecycle"] == "started" for r in rows):
            self.working = seconds_in(rows, self.ended, {"started", "resumed"}, {"paused"})
        else:
            paused = seconds_in(rows, self.ended, {"paused"}, {"started", "resumed"})
            self.working = max(0, held - paused)


def cases(rows):
    by_case = {}
    for row in rows:
        by_case.setdefault(row["instance_id"], []).append(row)
    return [case for case in map(Case, by_case.values()) if not case.sandbox]


def wanted(case, asked):
    return (
        (asked.processes is None or case.process in asked.processes)
        and (asked.versions is None or case.version in asked.versions)
        and (asked.offices is None or case.office in asked.offices)
        and (asked.channels is None or case.channel in asked.channels)
    )


def works(activity, asked):
    return (
        (asked.activities is None or activity.activity_id in asked.activities)
        and (asked.persons is None or activity.person in asked.persons)
        and (asked.groups is None or activity.group in asked.groups)
    )


def chosen(known, asked):
    found = [case for case in known if wanted(case, asked)]
    if asked.names_work:
        found = [case for case in found if any(works(a, asked) for a in case.activities)]
    return found


def chosen_activities(known, asked):
    for case in known:
        for activity in case.activities:
            here = (
                (asked.processes is None or case.process in asked.processes)
                and (asked.versions is None or activity.version in asked.versions)
                and (asked.offices is None or activity.office in asked.offices)
                and (asked.channels is None or case.channel in asked.channels)
            )
            if here and works(activity, asked):
                yield activity


def within(at, period):
    return at is not None and period.first <= day(at) <= period.last


def case_figures(known, asked, period):
    found = chosen(known, asked)
    ended = [case for case in found if within(case.ended, period)]
    done = [case for case in ended if case.how == "completed"]
    timed = [case for case in done if not case.imported]
    return {
        "started": sum(within(case.started, period) for case in found),
        "finished": len(done),
        "cancelled": sum(case.how == "cancelled" for case in ended),
        "terminated": sum(case.how == "terminated" for case in ended),
        "finished_late": sum(case.late for case in done),
        "reworked": sum(case.repeats > 0 for case in done),
        "repeats": sum(case.repeats for case in done),
        "open_at_end": sum(
            day(case.started) <= period.last
            and (case.ended is None or day(case.ended) > period.last)
            for case in found
        ),
        "cycle": spread([seconds(case.started, case.ended) for case in timed]),
        "waiting": spread([sum(a.waiting or 0 for a in case.activities) for case in timed]),
        "working": spread([sum(a.working or 0 for a in case.activities) for case in timed]),
    }
