"""Repair: from the counter to the hand-over."""

from __future__ import annotations

from collections.abc import Callable

from web.demo.case import Answers, Case, contact

WITH_IT = (
    ("سیم برق و دفترچه", "cord and manual"),
    ("فقط دستگاه", "the appliance only"),
    ("کارتن، دفترچه، برگهٔ ضمانت", "box, manual, guarantee card"),
)
DIAGNOSES = {
    "electrical": ("برد تغذیه سوخته است.", "The power board is burnt."),
    "mechanical": ("بلبرینگ ساییده شده است.", "The bearing is worn out."),
    "software": ("نرم‌افزار دستگاه باید تازه شود.", "Its software needs an update."),
    "wear": ("واشر و شیلنگ فرسوده است.", "Seal and hose have aged."),
    "none": ("ایرادی دیده نشد.", "No fault was found."),
}
PARTS = ("برد کنترل، یک عدد", "one control board"), ("بلبرینگ، دو عدد", "two bearings")
WORK = (
    ("قطعه عوض شد و دستگاه یک ساعت کار کرد.", "The part was replaced; it ran for an hour."),
    ("اتصال‌ها لحیم و سرویس کامل انجام شد.", "Contacts were soldered and everything serviced."),
)
PASSED = (
    ("همهٔ آزمون‌ها پذیرفتنی بود.", "It passed all tests."),
    ("دو ساعت بی‌ایراد کار کرد.", "It ran for two hours without a fault."),
)
FAILED = (
    ("پس از ده دقیقه دوباره خاموش شد.", "It switched off again after ten minutes."),
    ("صدا هنوز هست.", "The noise is still there."),
)
SUPPLIERS = ("پخش البرز", "Alborz Distribution"), ("قطعات خزر", "Khazar Parts")


def book(case: Case) -> Answers:
    """Book an item for a repair at the customer's cost."""
    return {**contact(case), "fault": case.say(case.fault)}


def receive(case: Case) -> Answers:
    """Take an item in at the counter."""
    return {
        "received_on": case.day(),
        "condition": case.one_of({"good": 60, "scratched": 32, "broken": 8}),
        "accessories": case.say(WITH_IT),
    }


def diagnose(case: Case) -> Answers:
    """Find the fault and its price."""
    shares = {"electrical": 36, "mechanical": 28, "software": 14, "wear": 16, "none": 6}
    code = case.one_of(shares)
    parts = code in ("electrical", "mechanical", "wear")
    return {
        "diagnosis_code": code,
        "labour_minutes": case.rng.randrange(2, 13) * 15,
        "diagnosis_text": case.say(DIAGNOSES[code]),
        "parts_needed": case.say(PARTS) if parts else None,
        "parts_price": case.amount(0.01, 0.08) if parts else 0,
        "parts_available": not parts or case.happens(0.72),
    }


def obtain(case: Case) -> Answers:
    """Order what is not in stock."""
    return {"supplier": case.say(SUPPLIERS), "parts_on": case.day()}


def mend(case: Case) -> Answers:
    """Repair it."""
    return {"work_done": case.say(WORK)}


def check(case: Case) -> Answers:
    """Test the repaired item; what failed once passes more often."""
    good = case.happens(0.95 if "quality_result" in case.known else 0.86)
    note = case.say(PASSED if good else FAILED)
    return {"quality_result": "passed" if good else "failed", "quality_note": note}


def hand_over(case: Case) -> Answers:
    """Give it back."""
    return {"handed_over_on": case.day(), "received_by": case.customer.name}


WRITERS: dict[str, Callable[[Case], Answers]] = {
    "receive_item": receive,
    "diagnose": diagnose,
    "obtain_parts": obtain,
    "repair_item": mend,
    "check_quality": check,
    "hand_over": hand_over,
}
