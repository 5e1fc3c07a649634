"""What all parts of the API share: blueprints, paging, answers to what is refused."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, cast

import marshmallow
from flask import Response
from flask_smorest import Blueprint
from marshmallow import fields, validate
from werkzeug.exceptions import UnprocessableEntity

from web.api.authentication import authenticate
from web.intake import Parser
from web.pages.errors import answer

PREFIX = "/engine-rest"
MOST_ROWS = 1_000


class Part(Blueprint):
    """One resource of the API. Every call is authenticated first."""

    ARGUMENTS_PARSER = Parser()

    def __init__(self, name: str, path: str, description: str) -> None:
        super().__init__(f"api-{name}", name, url_prefix=PREFIX + path, description=description)
        self.before_request(authenticate)
        self.errorhandler(UnprocessableEntity)(_malformed)

    def arguments(self, schema: type[Schema] | Schema, **options: Any) -> Any:
        """Return a decorator for the body; the schema is made once, not for every call."""
        return super().arguments(schema() if isinstance(schema, type) else schema, **options)

    def query(self, schema: type[Schema]) -> Any:
        """Return a decorator for parameters in the address; an unknown one is refused."""
        return self.arguments(schema, location="query", unknown=marshmallow.RAISE)


def _malformed(error: UnprocessableEntity) -> Response:
    """Say which parameters are wrong; webargs puts them on the exception."""
    messages = getattr(error, "data", {}).get("messages", {})
    return cast(Response, answer(400, "; ".join(_lines(messages)), "request_invalid"))


def _lines(messages: Any, path: str = "") -> list[str]:
    if isinstance(messages, dict):
        return [line for key, inner in messages.items() for line in _lines(inner, f"{path}.{key}")]
    if isinstance(messages, list):
        return [line for inner in messages for line in _lines(inner, path)]
    where = path.removeprefix(".json").removeprefix(".query").removeprefix(".").strip(".")
    return [f"{where}: {messages}" if where else str(messages)]


class Schema(marshmallow.Schema):
    """Of requests: what is not known is refused, since ignoring a filter would mislead."""

    class Meta:
        """Unknown names are errors."""

        unknown = marshmallow.RAISE


class Page(Schema):
    """The part of a list that is wanted; 1,000 rows at most."""

    first = fields.Integer(
        load_default=0, data_key="firstResult", validate=validate.Range(min=0, max=10**9)
    )
    limit = fields.Integer(
        load_default=100, data_key="maxResults", validate=validate.Range(min=1, max=MOST_ROWS)
    )


class Count(Schema):
    """How many rows match."""

    count = fields.Integer()


class Whole(fields.Integer):
    """A number that every database can compare with its own."""

    def _deserialize(self, value: Any, *rest: Any, **named: Any) -> int:
        number = super()._deserialize(value, *rest, **named)
        if number is None or not -(2**31) <= number < 2**31:
            raise marshmallow.ValidationError("this number is too large")
        return number


class Moment(fields.AwareDateTime):
    """An instant; one without a zone is UTC."""

    def __init__(self, **options: Any) -> None:
        super().__init__(default_timezone=UTC, **options)

    def _deserialize(self, value: Any, *rest: Any, **named: Any) -> datetime:
        try:
            return super()._deserialize(value, *rest, **named).astimezone(UTC)
        except OverflowError as error:
            raise marshmallow.ValidationError("this time is out of range") from error


class Names(fields.Field[tuple[str, ...]]):
    """Comma-separated names, as Camunda's query parameters have them, or a JSON list."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> tuple[str, ...]:
        parts = value.split(",") if isinstance(value, str) else value
        if not isinstance(parts, list) or not all(isinstance(part, str) for part in parts):
            raise marshmallow.ValidationError("a list of names is needed")
        return tuple(part.strip() for part in parts if part.strip())


class Sorting(fields.Field[str]):
    """A sortBy name, translated to the column's."""

    def __init__(self, columns: dict[str, str]) -> None:
        super().__init__(load_default=None, data_key="sortBy")
        self.columns = columns

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> str:
        if value not in self.columns:
            known = ", ".join(sorted(self.columns))
            raise marshmallow.ValidationError(f"one of {known} is possible")
        return self.columns[value]


def order() -> fields.String:
    """Return the field sortOrder."""
    return fields.String(
        load_default="asc", data_key="sortOrder", validate=validate.OneOf(["asc", "desc"])
    )


def sort_of(query: dict[str, Any]) -> dict[str, Any]:
    """Take sortBy and sortOrder out of a query; return them as a filter's `sort`."""
    column, direction = query.pop("sort_by", None), query.pop("sort_order", "asc")
    return {"sort": ((column, direction),)} if column else {}
