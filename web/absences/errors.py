"""What is wrong with an absence."""

from __future__ import annotations

from web.accounts.errors import AccountError


class AbsenceInvalidError(AccountError):
    """Days or substitute make no sense; `reason` says why."""

    code = "absence_invalid"
    template = "{reason}"


class AbsenceOverlapsError(AccountError):
    """Another absence of the person names the same work at the same time."""

    code = "absence_overlaps"
    template = "{who} is entered as away at that time already, with {substitute} standing in."


class AbsenceCircleError(AccountError):
    """The substitute is away at the same time, and the work would come back."""

    code = "absence_circle"
    template = "{substitute} is away at that time, and their work would fall back to {who}."
