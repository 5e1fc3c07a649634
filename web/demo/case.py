"""One case of the demonstration, as those who work on it remember it."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from web.demo.customers import Customer
from web.demo.items import Item, Said
from web.demo.office_hours import ZONE

Answers = dict[str, Any]
Choice = TypeVar("Choice")


@dataclass
class Case:
    """What is known of a case: whose it is, about what, and the moment it has come to.

    `known` holds the answers that were given so far; `people` who did which activity last.
    """

    process_key: str
    customer: Customer
    item: Item
    rng: random.Random
    now: datetime
    fault: Said
    complaints90: int = 0
    known: Answers = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The day in Tehran."""
        return self.now.astimezone(ZONE).date()

    def day(self, offset: int = 0) -> str:
        """Return a day near today as forms take it."""
        return (self.today + timedelta(days=offset)).isoformat()

    def one_of(self, shares: Mapping[Choice, float]) -> Choice:
        """Draw one of several by their shares."""
        return self.rng.choices(list(shares), list(shares.values()))[0]

    def happens(self, share: float) -> bool:
        """Tell whether something happens that does in such a share of cases."""
        return self.rng.random() < share

    def say(self, texts: Said | Sequence[Said]) -> str:
        """Return a text, or one of several, in the customer's language; it may name the item."""
        told: Said = texts if isinstance(texts[0], str) else self.rng.choice(texts)  # type: ignore[assignment]  # a pair of strings is one text
        spoken = 0 if self.customer.language == "fa" else 1
        return told[spoken].format(item=self.item.name[spoken], name=self.customer.name)

    def amount(self, low: float, high: float) -> int:
        """Return a round sum in Rial between two shares of the item's price."""
        return round(self.item.price * self.rng.uniform(low, high) / 100_000) * 100_000


def contact(case: Case) -> Answers:
    """Return what every start form asks about the customer and the item."""
    return {
        "customer_code": case.customer.code,
        "customer_name": case.customer.name,
        "mobile": case.customer.mobile,
        "email": case.customer.email,
        "language": case.customer.language,
        "channel": case.known.get("channel", "phone"),
        "item_scheme": case.item.scheme,
        "item_code": case.item.code,
        "serial_no": f"S{case.rng.randrange(10**7):07d}",
    }
