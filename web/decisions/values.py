"""Values of decisions: as people type them, as JSON, and as people read them.

What is typed for a text is the text itself, a date is an ISO date, everything without a known type
is FEEL. As JSON they are what a process or a test holds: temporal values are ISO texts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import orjson
from persiantools import digits

from decisions import feel
from decisions.feel import FeelSyntaxError, LimitExceededError
from web.decisions.questions import Field
from web.i18n import _, language, zone
from web.jalali import format_date, format_datetime, format_number

LONGEST_TYPED = 10_000
MOST_SHOWN = 20
TEMPORAL = ("date", "time", "date and time", "days and time duration", "years and months duration")
_SEPARATORS = str.maketrans({"٫": ".", "٬": None, ",": None, " ": None, "\u00a0": None})
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_DATE_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?([+-]\d\d:\d\d|Z)?")


class ValueInvalidError(Exception):
    """What was typed is no value of its field. `said` is in the language of the request."""

    def __init__(self, said: str) -> None:
        super().__init__(said)
        self.said = said


def read(field: Field, text: str) -> Any:
    """Return what was typed into a field as JSON; None when nothing was.

    Raises:
        ValueInvalidError: it is no value of the field's type.
    """
    text = text if field.type == "string" else text.strip()
    if not text or len(text) > LONGEST_TYPED:
        if text:
            raise ValueInvalidError(_("%(field)s: the text is too long.", field=field.label))
        return None
    if field.type == "string":
        return text
    if field.type == "boolean":
        return text == "true"
    if field.type == "number":
        return _number(field, text)
    return _temporal(field, text) if field.type in TEMPORAL else _feel(field, text)


def typed(field: Field, value: Any) -> str:
    """Return a JSON value as it is typed into a field."""
    if value is None:
        return ""
    if field.type != "any" and isinstance(value, str):
        return value
    return orjson.dumps(value).decode()


def answers(
    fields: Sequence[Field], given: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, str]]:
    """Return what was typed into fields as JSON, and what is wrong with it, by name.

    Fields in which nothing was typed are left out.
    """
    values: dict[str, Any] = {}
    faults: dict[str, str] = {}
    for field in fields:
        text = given.get(field.name, "")
        try:
            value = read(field, text if isinstance(text, str) else "")
        except ValueInvalidError as error:
            faults[field.name] = error.said
            continue
        if value is not None:
            values[field.name] = value
    return values, faults


def _number(field: Field, text: str) -> Any:
    plain = str(digits.fa_to_en(str(digits.ar_to_fa(text)))).translate(_SEPARATORS)
    try:
        found = feel.parse(plain).evaluate({}).value if plain[:1] in "-.0123456789" else None
    except FeelSyntaxError:
        found = None
    if feel.kind(found) != "number":
        raise ValueInvalidError(
            _("%(field)s: “%(text)s” is no number.", field=field.label, text=text)
        )
    return feel.to_python(found)


def _temporal(field: Field, text: str) -> str:
    latin = str(digits.fa_to_en(text))
    function = "duration" if field.type.endswith("duration") else field.type
    if feel.parse(f"{function}(given)").evaluate({"given": latin}).value is None:
        said = _("%(field)s: “%(text)s” is not valid.", field=field.label, text=text)
        raise ValueInvalidError(said)
    return latin


def _feel(field: Field, text: str) -> Any:
    try:
        expression = feel.parse(text)
        outcome = expression.evaluate({})
        if not expression.names:
            return feel.to_python(outcome.value)
    except (FeelSyntaxError, LimitExceededError):
        pass
    said = _(
        "%(field)s: “%(text)s” is not a value. Put texts in quotes.", field=field.label, text=text
    )
    raise ValueInvalidError(said)


def shown(value: Any) -> str:
    """Return a JSON value in words, in the language of the request."""
    if value is None:
        return str(_("nothing"))
    if isinstance(value, bool):
        return str(_("Yes") if value else _("No"))
    if isinstance(value, int | float):
        return format_number(value, language())
    if isinstance(value, str):
        return _text(value)
    return _several(value)


def _text(value: str) -> str:
    try:
        if _DATE.fullmatch(value):
            return format_date(date.fromisoformat(value), language(), zone())
        if _DATE_TIME.fullmatch(value):
            moment = datetime.fromisoformat(value)
            moment = moment if moment.tzinfo else moment.replace(tzinfo=zone())
            return format_datetime(moment, language(), zone())
    except ValueError:
        return value  # the 31st of February is a text
    return value


def _several(value: Any) -> str:
    comma = "، " if language() == "fa" else ", "
    if isinstance(value, Mapping):
        parts = [f"{name}: {shown(each)}" for name, each in list(value.items())[:MOST_SHOWN]]
        return "; ".join(parts)
    if not value:
        return str(_("nothing"))
    return comma.join(shown(each) for each in list(value)[:MOST_SHOWN])
