"""What people write into the forms of a refund, and the steps tests repeat."""

from __future__ import annotations

from tests.flows.company import Case

REQUEST = {
    "customer_code": "K-1001",
    "customer_name": "مریم احمدی",
    "mobile": "09121234567",
    "email": "maryam@example.org",
    "language": "fa",
    "channel": "phone",
    "item_scheme": "internal",
    "item_code": "AB-200",
    "invoice_no": "F-77",
    "refund_amount": 900_000,
    "paid_by": "card",
    "refund_reason": "هزینهٔ نصب دو بار گرفته شده است.",
}
CHECK = {"paid_amount": 9_000_000, "refunded_before": 0, "verdict": "pay"}
APPROVAL = {"approved": "yes", "approval_comment": "موافقم"}
PAYMENT = {"refund_paid_on": "2026-11-25", "refund_reference": "P-9"}
ACCOUNT = {"iban": "IR000000000000000000000000", "account_holder": "مریم احمدی"}
REFUSAL = "برای این فاکتور پرداختی ثبت نشده است."


def refund(case: Case) -> Case:
    """Check, approve and pay it, each by somebody else."""
    case.work("check_refund", "farhad", **CHECK)
    case.work("approve_refund", "maryam", **APPROVAL)
    if "obtain_iban" in case.open:
        case.work("obtain_iban", **ACCOUNT)
    return case.work("pay_refund", "farhad", **PAYMENT)
