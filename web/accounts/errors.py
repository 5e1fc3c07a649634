"""Every error about people and permissions that is raised on purpose: one root, stable codes."""

from __future__ import annotations

from typing import Any


class AccountError(Exception):
    """A rule about accounts was broken. `template` and `facts` as in engine.errors."""

    code = "account_error"
    template = "The request about an account was refused."

    def __init__(self, template: str | None = None, **facts: Any) -> None:
        self.template = template or self.template
        self.facts = facts
        super().__init__(self.template.format(**facts) if facts else self.template)


class ForbiddenError(AccountError):
    """The person may not do this with this object."""

    code = "forbidden"
    template = "You have no permission for this."


class AccountNotFoundError(AccountError):
    """No such person, group or token."""

    code = "not_found"
    template = "There is no {what} {id}."


class PersonUnknownError(AccountError):
    """Work was to be given to somebody who is not there."""

    code = "person_unknown"
    template = "There is no active person {id}."


class NameTakenError(AccountError):
    """A person or group of this name exists."""

    code = "name_taken"
    template = "The name {name} is taken."


class NameInvalidError(AccountError):
    """A name holds letters that names may not hold."""

    code = "name_invalid"
    template = (
        "{name}: names are 1 to 64 small letters a to z, digits, dots, hyphens and underscores, "
        "beginning with a letter or digit."
    )


class PasswordTooShortError(AccountError):
    """The password is shorter than the setting asks for."""

    code = "password_too_short"
    template = "The password must have at least {length} characters."


class SignInRefusedError(AccountError):
    """Name and password do not fit, or the account is deactivated: the caller is not told which."""

    code = "sign_in_refused"
    template = "Name or password is wrong."


class LastAdministratorError(AccountError):
    """Nobody would be left who may administer accounts."""

    code = "last_administrator"
    template = "At least one active administrator must remain."
