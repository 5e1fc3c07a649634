"""What no page and no call ever sees: JSON that is none, and characters no database stores."""

from __future__ import annotations

import json
import math
import re
from typing import Any, NoReturn

from flask import Flask, Request, request
from flask.json.provider import DefaultJSONProvider
from webargs import missing
from webargs.flaskparser import FlaskParser
from werkzeug.datastructures import Authorization
from werkzeug.utils import cached_property

from engine.errors import RequestInvalidError

_SUSPICIOUS = re.compile(r"\\u(?:0000|[dD][89a-fA-F])")
_SURROGATE = re.compile("[\ud800-\udfff]")


class UnreadableError(RequestInvalidError):
    """The request can not be read at all."""

    code = "request_unreadable"
    template = "The request can not be read: {reason}."


def read_json(text: str | bytes) -> Any:
    """Return parsed JSON, strictly by RFC 8259.

    Raises:
        ValueError: it is no JSON, is nested too deeply, or holds a number or a character that
            can not be stored.
    """
    decoded = text.decode() if isinstance(text, bytes) else text
    try:
        found = json.loads(decoded, parse_constant=_no_number, parse_float=_finite)
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error
    if _SUSPICIOUS.search(decoded) and not all(map(is_storable, _texts(found))):
        raise ValueError("it holds characters that can not be stored")
    return found


def is_storable(text: str) -> bool:
    """Return whether every database can store a text: no NUL, no half of a surrogate pair."""
    return "\0" not in text and not _SURROGATE.search(text)


def init_app(app: Flask) -> None:
    """Read all JSON strictly, and refuse characters that can not be stored."""
    app.request_class = _Request
    app.json = _Json(app)
    app.before_request(_check)


class _Json(DefaultJSONProvider):
    def loads(self, s: str | bytes, **_: Any) -> Any:
        return read_json(s)


class _Request(Request):
    @cached_property
    def authorization(self) -> Authorization | None:
        try:
            return Authorization.from_header(self.headers.get("Authorization"))
        except ValueError:  # letters beyond ASCII, which Werkzeug does not expect
            return None

    def on_json_loading_failed(self, e: ValueError | None) -> NoReturn:
        if e is None:
            raise UnreadableError(reason="it is no JSON")
        raise UnreadableError(reason=_reason(e)) from e


class Parser(FlaskParser):
    """Reads the bodies of the API as pages do."""

    def load_json(self, req: Request, schema: Any) -> Any:
        """Return the body, `missing` if there is none.

        Raises:
            UnreadableError: it is no JSON.
        """
        del schema
        return req.get_json() if req.is_json and req.get_data() else missing


def _check() -> None:
    # fields of multipart forms, which may be large, are looked at where they are used
    simple = request.mimetype == "application/x-www-form-urlencoded"
    sent = [request.path, *_values(request.args), *(_values(request.form) if simple else ())]
    if not all(map(is_storable, sent)):
        raise UnreadableError(reason="it holds characters that can not be stored")


def _values(fields: Any) -> list[str]:
    return [text for name, value in fields.items(multi=True) for text in (name, value)]


def _reason(error: ValueError) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg}, line {error.lineno}, column {error.colno}"
    if isinstance(error, UnicodeDecodeError):
        return "it is not UTF-8"
    return str(error)


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


def _finite(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise ValueError("it holds a number that is too large")
    return number


def _texts(value: Any) -> list[str]:
    """Return every text of a JSON value, names of fields included."""
    found, left = [], [value]
    while left:
        one = left.pop()
        if isinstance(one, str):
            found.append(one)
        elif isinstance(one, list):
            left += one
        elif isinstance(one, dict):
            left += [*one, *one.values()]
    return found
