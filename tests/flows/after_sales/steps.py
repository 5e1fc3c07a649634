"""What people write into the forms of warranty claim and repair, and the steps tests repeat."""

from __future__ import annotations

from tests.flows.company import Case

BOOKING = {
    "customer_code": "K-1001",
    "customer_name": "مریم احمدی",
    "mobile": "09121234567",
    "email": "maryam@example.org",
    "language": "fa",
    "channel": "phone",
    "item_scheme": "internal",
    "item_code": "AB-200",
    "fault": "روشن نمی‌شود.",
}
CLAIM = {
    **BOOKING,
    "customer_class": "B",
    "serial_no": "S-1",
    "invoice_no": "F-77",
    "purchase_date": "2026-01-10",
    "reported_on": "2026-11-21",
    "proof_of_purchase": True,
    "damage_type": "manufacturing",
}
RECEPTION = {"received_on": "2026-11-21", "condition": "good", "accessories": "سیم برق"}
DIAGNOSIS = {
    "diagnosis_code": "electrical",
    "labour_minutes": 60,
    "diagnosis_text": "منبع تغذیه سوخته است.",
    "parts_price": 1_200_000,
    "parts_available": True,
}
PARTS = {"supplier": "پخش البرز", "parts_on": "2026-11-30"}
PASSED = {"quality_result": "passed", "quality_note": "۲۲۰ ولت، دو ساعت روشن"}
FAILED = {"quality_result": "failed", "quality_note": "پس از ده دقیقه خاموش شد"}
HANDED = {"handed_over_on": "2026-12-01", "received_by": "مریم احمدی"}
FOUND = {"serial_found": True, "warranty_months": 12}
OFFER = {"estimate": 3_000_000, "offer_text": "قطعهٔ اصلی با سه ماه ضمانت."}
INSPECTION = {"inspection_note": "جای ضربه دیده می‌شود."}
LETTER = {"rejection_text": "این کالا در سامانهٔ ما ثبت نشده و مدرک خرید ندارد."}


def diagnose(case: Case, **answers) -> Case:
    """Bring an item from the counter to the diagnosis."""
    case.work("receive_item", **RECEPTION)
    return case.work("diagnose", **{**DIAGNOSIS, **answers})


def mend(case: Case) -> Case:
    """Repair an item, have it pass the check and hand it over."""
    case.work("repair_item", work_done="منبع تغذیه عوض شد.")
    case.work("check_quality", **PASSED)
    return case.work("hand_over", **HANDED)


def find(case: Case, **answers) -> Case:
    return case.work("find_item", **{**FOUND, **answers})
