"""Warranty claims: who pays for the repair."""

from __future__ import annotations

from collections.abc import Callable

from web.demo import customer_texts as texts
from web.demo.case import Answers, Case, contact


def claim(case: Case) -> Answers:
    """Take a claim in."""
    return {
        **contact(case),
        "customer_class": case.customer.customer_class,
        "invoice_no": f"F-{case.rng.randrange(10_000, 99_999)}",
        "purchase_date": case.day(-case.rng.randrange(15, 620)),
        "reported_on": case.day(),
        "proof_of_purchase": case.happens(0.8),
        "fault": case.say(case.fault),
        "damage_type": case.one_of({"manufacturing": 66, "misuse": 14, "unclear": 20}),
    }


def find(case: Case) -> Answers:
    """Look an item up in the records."""
    return {
        "serial_found": case.happens(0.88),
        "warranty_months": case.one_of({12: 20, 18: 50, 24: 30}),
        **{
            name: case.known[name] for name in ("purchase_date", "damage_type", "proof_of_purchase")
        },
    }


def inspect(case: Case) -> Answers:
    """Judge what is not clear."""
    cover = case.one_of({"free": 45, "goodwill": 15, "paid": 28, "reject": 12})
    return {"cover": cover, "inspection_note": case.say(texts.INSPECTED)}


def reject(case: Case) -> Answers:
    """Explain why nobody but the customer pays."""
    return {"rejection_text": case.say(texts.REJECTED)}


def offer(case: Case) -> Answers:
    """Offer a repair for money."""
    return {"estimate": case.amount(0.02, 0.12), "offer_text": case.say(texts.OFFERED)}


def tell_delay(case: Case) -> Answers:
    """Tell the customer that it takes longer."""
    return {
        "promised_on": case.day(case.rng.randrange(3, 10)),
        "delay_note": case.say(texts.DELAYED),
    }


WRITERS: dict[str, Callable[[Case], Answers]] = {
    "find_item": find,
    "inspect_photos": inspect,
    "explain_rejection": reject,
    "offer_repair": offer,
    "tell_delay": tell_delay,
}
