"""Roles as sets of permissions, each held for everything or only for what one is involved in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Permission(StrEnum):
    """What a person may do. The comment in brackets says to what."""

    DEFINITION_READ = "definition_read"  # see processes, versions and diagrams
    DEPLOY = "deploy"  # upload, make a version the default
    DECIDE = "decide"  # evaluate a decision by hand
    START = "start"  # start a process (definition)
    TASK_READ = "task_read"  # (task)
    TASK_WORK = "task_work"  # claim, submit (task)
    TASK_ASSIGN = "task_assign"  # give to somebody, change dates and priority (task)
    TASK_COMPLETE_UNCHECKED = "task_complete_unchecked"  # complete without its form (task)
    FILTER_SHARE = "filter_share"  # keep filters of the task list for everybody
    INSTANCE_READ = "instance_read"  # (instance)
    INSTANCE_UPDATE = "instance_update"  # set variables, suspend (instance)
    INSTANCE_CANCEL = "instance_cancel"  # (instance)
    INSTANCE_MODIFY = "instance_modify"  # move, skip, begin again (instance)
    MIGRATE = "migrate"  # bring running cases to another version
    VARIABLE_READ = "variable_read"  # see all variables (instance)
    RETRY_JOB = "retry_job"  # see and retry incidents (incident)
    EXTERNAL_WORK = "external_work"  # fetch and complete external tasks
    MESSAGE = "message"  # send messages and signals (instance that receives)
    KPI_READ = "kpi_read"  # see figures (process)
    REGISTER = "register"  # say whose a process is and what it is for, try it (process)
    OPERATIONS_READ = "operations_read"  # the operation log, health, settings
    ACCOUNTS = "accounts"  # people, groups, roles


class Role(StrEnum):
    """What an administrator gives to people and groups."""

    EMPLOYEE = "employee"
    DESIGNER = "designer"
    MANAGER = "manager"
    OPERATOR = "operator"
    ADMINISTRATOR = "administrator"
    INTEGRATOR = "integrator"


@dataclass(frozen=True, slots=True)
class Grants:
    """What roles give.

    Attributes:
        everywhere: for every object.
        owned: for what belongs to a process that one owns, as `Person.scope` says.
        involved: for what one is involved in.
    """

    everywhere: frozenset[Permission] = frozenset()
    owned: frozenset[Permission] = frozenset()
    involved: frozenset[Permission] = frozenset()

    @property
    def anywhere(self) -> frozenset[Permission]:
        """All that is held for anything at all."""
        return self.everywhere | self.owned | self.involved


P = Permission
EMPLOYEE = frozenset({P.START, P.TASK_READ, P.TASK_WORK, P.INSTANCE_READ})
MANAGER = frozenset(
    {
        P.DEFINITION_READ,
        P.START,
        P.TASK_READ,
        P.TASK_ASSIGN,
        P.INSTANCE_READ,
        P.INSTANCE_UPDATE,
        P.INSTANCE_CANCEL,
        P.VARIABLE_READ,
        P.RETRY_JOB,
        P.MESSAGE,
        P.KPI_READ,
        P.REGISTER,
    }
)
OWNER = frozenset({P.DEFINITION_READ, P.START, P.REGISTER})  # whatever one's role
OPERATOR = frozenset(
    {
        P.DEFINITION_READ,
        P.TASK_READ,
        P.INSTANCE_READ,
        P.INSTANCE_UPDATE,
        P.INSTANCE_CANCEL,
        P.INSTANCE_MODIFY,
        P.MIGRATE,
        P.VARIABLE_READ,
        P.RETRY_JOB,
        P.OPERATIONS_READ,
    }
)
INTEGRATOR = frozenset(
    {
        P.DECIDE,
        P.START,
        P.TASK_READ,
        P.TASK_WORK,
        P.TASK_COMPLETE_UNCHECKED,
        P.INSTANCE_READ,
        P.VARIABLE_READ,
        P.EXTERNAL_WORK,
        P.MESSAGE,
    }
)
GRANTS: Mapping[Role, Grants] = {
    Role.EMPLOYEE: Grants(involved=EMPLOYEE),
    Role.DESIGNER: Grants(
        everywhere=frozenset({P.DEFINITION_READ, P.DEPLOY, P.DECIDE, P.REGISTER}),
        involved=EMPLOYEE | {P.VARIABLE_READ},
    ),
    Role.MANAGER: Grants(
        everywhere=frozenset({P.DECIDE, P.FILTER_SHARE}), owned=MANAGER, involved=EMPLOYEE
    ),
    Role.OPERATOR: Grants(everywhere=OPERATOR),
    Role.ADMINISTRATOR: Grants(everywhere=frozenset(Permission)),
    Role.INTEGRATOR: Grants(everywhere=INTEGRATOR),
}


def grants(roles: Iterable[str]) -> Grants:
    """Return all that a set of roles gives together."""
    held = [GRANTS[Role(role)] for role in roles]
    return Grants(
        frozenset().union(*(one.everywhere for one in held)),
        frozenset().union(*(one.owned for one in held)),
        frozenset().union(*(one.involved for one in held)),
    )
