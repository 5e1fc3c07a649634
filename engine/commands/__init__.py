"""What can be asked of the engine. One function, one verb, from one wait state to the next.

The caller opens the transaction (`with transaction(...) as ctx:`); no function here commits, and
none asks whether the actor may: that was checked on the loaded object before.
"""

from engine.bundles import Resource
from engine.commands.attachments import File, attach, delete_attachment
from engine.commands.comments import comment, delete_comment
from engine.commands.decisions import evaluate, make_default_decision
from engine.commands.definitions import change_state, make_default, suspend_definition
from engine.commands.deployments import Deployed, check, deploy, outline
from engine.commands.external import (
    complete_external,
    extend_lock,
    external_error,
    fail_external,
    set_retries,
    unlock,
)
from engine.commands.fetching import LockedTask, Order, Topic, fetch_and_lock, work_waits
from engine.commands.handovers import hand_over
from engine.commands.incidents import retry
from engine.commands.instances import cancel, set_variables, start, suspend
from engine.commands.messages import Correlation, correlate, signal
from engine.commands.migration import check_plan, migrate, plan_migration, try_migration
from engine.commands.modification import modify, restart
from engine.commands.operations import Act, log_acts
from engine.commands.tasks import (
    assign,
    claim,
    complete,
    delegate,
    resolve,
    task_error,
    task_escalation,
    unclaim,
    update_task,
)
from engine.commands.upkeep import annotate, set_due
from engine.dmn.evaluating import Evaluation
from engine.interventions import Instruction
from engine.store.correlation import Address

__all__ = [
    "Act",
    "Address",
    "Correlation",
    "Deployed",
    "Evaluation",
    "File",
    "Instruction",
    "LockedTask",
    "Order",
    "Resource",
    "Topic",
    "annotate",
    "assign",
    "attach",
    "cancel",
    "change_state",
    "check",
    "check_plan",
    "claim",
    "comment",
    "complete",
    "complete_external",
    "correlate",
    "delegate",
    "delete_attachment",
    "delete_comment",
    "deploy",
    "evaluate",
    "extend_lock",
    "external_error",
    "fail_external",
    "fetch_and_lock",
    "hand_over",
    "log_acts",
    "make_default",
    "make_default_decision",
    "migrate",
    "modify",
    "outline",
    "plan_migration",
    "resolve",
    "restart",
    "retry",
    "set_due",
    "set_retries",
    "set_variables",
    "signal",
    "start",
    "suspend",
    "suspend_definition",
    "task_error",
    "task_escalation",
    "try_migration",
    "unclaim",
    "unlock",
    "update_task",
    "work_waits",
]
