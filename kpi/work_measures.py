"""What the measures of activities, of people and of incidents mean. English; web translates."""

from kpi.definition import DATELESS, SANDBOX, Cohort, Measure, Quantity

ACTIVITY_DURATIONS = (
    "Cases of the sandbox, imported cases, activities that were cancelled. Values of fewer than 5 "
    "activities are not shown."
)
PEOPLE = (
    "Cases of the sandbox, imported cases. Values of fewer than 5 tasks are not shown, and nobody "
    "is ranked on fewer than 20."
)
SHARES = (
    "Cases of the sandbox. Shares of fewer than 5 tasks are not shown, and nobody is ranked on "
    "fewer than 20."
)
RESOLVED = (
    "Cases of the sandbox, imported cases, failures outside of a case. Values of fewer than 5 "
    "incidents are not shown."
)
OUTSIDE = "Cases of the sandbox; failures outside of a case, such as a timer that starts no case."

WORK_MEASURES = (
    Measure(
        "activity_count",
        "Carried out",
        "Activities completed in the period.",
        SANDBOX,
        Quantity.ACTIVITIES,
        Cohort.ENDED,
    ),
    Measure(
        "activity_cancelled",
        "Broken off",
        "Activities that ended in the period without being completed: by an event at their "
        "border, or because their case ended.",
        SANDBOX,
        Quantity.ACTIVITIES,
        Cohort.ENDED,
    ),
    Measure(
        "activity_duration",
        "Duration",
        "Calendar time from the beginning of an activity to its completion: median and 90th "
        "percentile of those completed in the period.",
        ACTIVITY_DURATIONS,
        Quantity.SECONDS,
        Cohort.ENDED,
    ),
    Measure(
        "activity_waiting",
        "Waiting for somebody",
        "Calendar time in which nobody had the task: median and 90th percentile of those "
        "completed in the period.",
        ACTIVITY_DURATIONS,
        Quantity.SECONDS,
        Cohort.ENDED,
    ),
    Measure(
        "activity_working",
        "Work on a task",
        "Calendar time of work on the task, estimated as the time in which somebody has it "
        "where nobody says when the work begins.",
        ACTIVITY_DURATIONS,
        Quantity.SECONDS,
        Cohort.ENDED,
    ),
    Measure(
        "activity_late",
        "Completed late",
        "Activities completed in the period after their due date.",
        DATELESS,
        Quantity.ACTIVITIES,
        Cohort.ENDED,
    ),
    Measure(
        "activity_repeats",
        "Carried out again",
        "Activities completed in the period that were not the first of their kind in their "
        "case, once the case has ended. The rounds of a loop count as one.",
        SANDBOX,
        Quantity.ACTIVITIES,
        Cohort.ENDED,
    ),
    Measure(
        "activity_open",
        "Open here",
        "Activities that have begun and not ended at the moment.",
        SANDBOX,
        Quantity.ACTIVITIES,
        Cohort.NOW,
    ),
    Measure(
        "activity_overdue",
        "Overdue here",
        "Open activities whose due date has passed.",
        DATELESS,
        Quantity.ACTIVITIES,
        Cohort.NOW,
    ),
    Measure(
        "tasks_completed",
        "Tasks completed",
        "Tasks that a person completed in the period, or that were offered to a group.",
        SANDBOX,
        Quantity.TASKS,
        Cohort.ENDED,
    ),
    Measure(
        "tasks_on_time",
        "Share on time",
        "Tasks completed in the period by their due date, divided by all completed that had one.",
        SHARES,
        Quantity.SHARE,
        Cohort.ENDED,
    ),
    Measure(
        "tasks_open",
        "Open tasks",
        "Tasks that a person has, or that were offered to a group, at the moment.",
        SANDBOX,
        Quantity.TASKS,
        Cohort.NOW,
    ),
    Measure(
        "tasks_unclaimed",
        "Unclaimed tasks",
        "Open tasks that nobody has.",
        SANDBOX,
        Quantity.TASKS,
        Cohort.NOW,
    ),
    Measure(
        "task_time",
        "Time at a task",
        "Working time of the tasks that a person completed in the period, and its median "
        "against that of everybody at the same activities, weighted by their number: 1 is the "
        "same, 2 is twice as long.",
        PEOPLE,
        Quantity.SECONDS,
        Cohort.ENDED,
    ),
    Measure(
        "incidents",
        "Incidents",
        "Failures of cases in the period that needed a person.",
        OUTSIDE,
        Quantity.INCIDENTS,
        Cohort.RAISED,
    ),
    Measure(
        "incidents_open",
        "Open incidents",
        "Incidents that wait for somebody at the moment.",
        OUTSIDE,
        Quantity.INCIDENTS,
        Cohort.NOW,
    ),
    Measure(
        "incident_time",
        "Time to resolve an incident",
        "Calendar time from an incident to the next try, the end of its activity or the end of "
        "its case: median and 90th percentile of the incidents resolved in the period.",
        RESOLVED,
        Quantity.SECONDS,
        Cohort.ENDED,
    ),
)
