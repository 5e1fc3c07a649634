"""Lists in pages of a fixed size."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from flask import request, url_for

PAGE_SIZE = 25
LAST_PAGE = 100_000


@dataclass(frozen=True)
class Page:
    """Where a list stands: `number` counts from 1, `total` counts rows.

    `more`: there are more rows than were counted.
    """

    number: int
    total: int
    size: int = PAGE_SIZE
    more: bool = False

    @property
    def first(self) -> int:
        """Return the offset of the first row."""
        return (self.number - 1) * self.size

    @property
    def last_number(self) -> int:
        """Return the number of the last page, at least 1."""
        return max(1, -(-self.total // self.size))

    @property
    def previous_url(self) -> str | None:
        """Return the address of the page before, None on the first."""
        return self._url(self.number - 1) if self.number > 1 else None

    @property
    def next_url(self) -> str | None:
        """Return the address of the next page, None on the last."""
        return self._url(self.number + 1) if self.number < self.last_number else None

    def _url(self, number: int) -> str:
        values: dict[str, Any] = {**(request.view_args or {}), **request.args.to_dict(flat=False)}
        return url_for(request.endpoint or "", **{**values, "page": number})


def page_of(total: int, most: int | None = None) -> Page:
    """Return the page that the request asks for; the last one if there are fewer.

    Args:
        most: where counting stopped, if it did.
    """
    wanted = request.args.get("page", default=1, type=int)
    more = most is not None and total > most
    counted = most if more and most is not None else total
    page = Page(max(1, min(wanted, LAST_PAGE)), counted, more=more)
    return replace(page, number=min(page.number, page.last_number))
