"""What the measures of cases mean. English; web translates."""

from kpi.definition import DATELESS, SANDBOX, Cohort, Measure, Quantity

TRIALS = "Cases of the sandbox; cases that are still open or did not end normally."
DURATIONS = (
    "Cases of the sandbox, imported cases, cases that are still open or did not end normally. "
    "Values of fewer than 5 cases are not shown."
)

CASE_MEASURES = (
    Measure(
        "started",
        "Started",
        "Cases that started in the period.",
        SANDBOX,
        Quantity.CASES,
        Cohort.STARTED,
    ),
    Measure(
        "finished",
        "Finished",
        "Cases that reached a normal end event in the period, whenever they started. A case "
        "that was reopened counts when it ended the last time.",
        SANDBOX,
        Quantity.CASES,
        Cohort.ENDED,
    ),
    Measure(
        "cancelled",
        "Cancelled",
        "Cases that a person or a program ended in the period before their diagram did.",
        SANDBOX,
        Quantity.CASES,
        Cohort.ENDED,
    ),
    Measure(
        "cancelled_share",
        "Share cancelled",
        "Cancelled cases divided by all cases that ended in the period, in whatever way.",
        SANDBOX,
        Quantity.SHARE,
        Cohort.ENDED,
    ),
    Measure(
        "terminated",
        "Terminated",
        "Cases that their diagram ended in the period by a terminate end event or by an error "
        "that nothing caught.",
        SANDBOX,
        Quantity.CASES,
        Cohort.ENDED,
    ),
    Measure(
        "open",
        "Open",
        "Cases that have started and not ended at the moment.",
        SANDBOX,
        Quantity.CASES,
        Cohort.NOW,
    ),
    Measure(
        "ageing",
        "Age of open cases",
        "Open cases by the whole days of 24 hours since they started.",
        SANDBOX,
        Quantity.CASES,
        Cohort.NOW,
    ),
    Measure(
        "overdue",
        "Overdue",
        "Open cases in which the due date of the case or of an open task has passed.",
        DATELESS,
        Quantity.CASES,
        Cohort.NOW,
    ),
    Measure(
        "finished_late",
        "Finished late",
        "Cases finished in the period in which the case or a task was completed after its due "
        "date, as it stood at that time.",
        DATELESS,
        Quantity.CASES,
        Cohort.ENDED,
    ),
    Measure(
        "cycle_time",
        "Cycle time",
        "Calendar time from the start of a case to its end: median and 90th percentile of the "
        "cases finished in the period.",
        DURATIONS,
        Quantity.SECONDS,
        Cohort.ENDED,
    ),
    Measure(
        "waiting_time",
        "Waiting time",
        "Calendar time in which nobody had a task, all tasks of a case together (tasks side by "
        "side count each): median and 90th percentile of the cases finished in the period.",
        DURATIONS,
        Quantity.SECONDS,
        Cohort.ENDED,
    ),
    Measure(
        "working_time",
        "Working time",
        "Calendar time from the start of work on a task to its end without pauses, all tasks "
        "of a case together. Where nobody says when the work begins, it is estimated as the "
        "time in which somebody has the task.",
        DURATIONS,
        Quantity.SECONDS,
        Cohort.ENDED,
    ),
    Measure(
        "rework",
        "Rework",
        "Cases finished in the period in which an activity was carried out again, divided by "
        "all finished. The rounds of a loop or multi-instance activity count as one.",
        TRIALS,
        Quantity.SHARE,
        Cohort.ENDED,
    ),
)
