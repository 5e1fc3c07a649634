"""What customers tell by message, and when: answers, papers, second thoughts, silence."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from web.demo.case import Case
from web.demo.complaint_texts import NOTES

WITHDRAWALS = {
    "complaint_handling": "complaint_withdrawn",
    "warranty_claim": "claim_withdrawn",
    "onboarding": "application_withdrawn",
}


class Word(NamedTuple):
    """A message that a customer sends, and when."""

    at: datetime
    name: str
    payload: dict[str, Any]


def at_first(case: Case) -> Iterator[Word]:
    """Yield what a customer sends without being asked."""
    withdrawal = WITHDRAWALS.get(case.process_key)
    if withdrawal and case.happens(0.025):
        yield Word(_after(case, 40), withdrawal, {})
    if case.process_key == "complaint_handling" and case.happens(0.12):
        yield Word(_after(case, 20), "customer_note", {"note": case.say(NOTES)})


def when_done(case: Case, activity_id: str) -> Iterator[Word]:
    """Yield what a customer answers once an activity is done."""
    answer = ANSWERS.get(activity_id)
    return iter(()) if answer is None else answer(case)


def _on_decision(case: Case) -> Iterator[Word]:
    if case.known.get("reply") == "later" and case.happens(0.78):
        yield Word(_after(case, 40), "complaint_reply", {"accepted": case.happens(0.86)})


def _on_quote(case: Case) -> Iterator[Word]:
    if case.happens(0.85):
        said = "quote_approved" if case.happens(0.8) else "quote_declined"
        yield Word(_after(case, 22), said, {})


def _on_offer(case: Case) -> Iterator[Word]:
    if case.happens(0.8):
        said = "offer_accepted" if case.happens(0.7) else "offer_declined"
        yield Word(_after(case, 26), said, {})


ANSWERS: Mapping[str, Callable[[Case], Iterator[Word]]] = {
    "communicate_decision": _on_decision,
    "send_quote": _on_quote,
    "send_offer": _on_offer,
}


def _after(case: Case, median_hours: float) -> datetime:
    hours = case.rng.lognormvariate(math.log(median_hours), 0.8)
    return case.now + timedelta(hours=hours)
