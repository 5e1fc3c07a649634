"""What people write into the forms: for the start of each process, and for every user task."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Mapping

from web.demo.answers import complaint, onboarding, refund, repair, warranty
from web.demo.case import Answers, Case

Writer = Callable[[Case], Answers]
STARTS: Mapping[str, Writer] = {
    "complaint_handling": complaint.receive,
    "onboarding": onboarding.apply,
    "refund": refund.request,
    "repair": repair.book,
    "warranty_claim": warranty.claim,
}
# a called process works within the case that called it: no two activities share an id
TASKS: Mapping[str, Writer] = ChainMap(
    complaint.WRITERS, onboarding.WRITERS, refund.WRITERS, repair.WRITERS, warranty.WRITERS
)
