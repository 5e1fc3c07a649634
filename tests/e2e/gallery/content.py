"""The invented content of the sample pages."""

from __future__ import annotations

from typing import Any, cast

PERSIAN_NAMES = {
    "Refund of a customer": "بازپرداخت مشتری",
    "Customer desk": "میز مشتریان",
    "Accounts": "حسابداری",
    "Refund asked": "درخواست بازپرداخت",
    "Check the request": "بررسی درخواست",
    "Justified?": "موجه است؟",
    "yes": "بله",
    "no": "خیر",
    "Approve the amount": "تأیید مبلغ",
    "Pay the customer": "پرداخت به مشتری",
    "Explain the refusal": "توضیح دلیل رد",
    "Paid": "پرداخت شد",
    "Refused": "رد شد",
    "3 days": "۳ روز",
    "Remind": "یادآوری",
    "Reminded": "یادآوری شد",
}
STATE = {
    "completed": ["asked", "check", "justified"],
    "active": ["approve"],
    "incidents": ["pay"],
    "cancelled": ["remind"],
    "counts": {"approve": 3},
    "flows": ["f1", "f2", "f3"],
}
VALUES = {
    "customer": "Aria Trading",
    "items": [{"product": "A-1", "quantity": 2}],
    "history": [{"date": "2026-11-02", "note": "First call"}],
}
_PAGES = (
    ("t", "Tasks", "کارها", "/list", "tasks", 12),
    ("s", "Start", "آغاز", "/form", "start", None),
    ("c", "Cases", "پرونده‌ها", "/diagram", "cases", None),
    ("p", "Processes", "فرایندها", "/parts", "processes", None),
    ("i", "Incidents", "خطاها", "/fields", "incidents", 2),
    ("u", "People", "کارکنان", "/people", "people", None),
    ("g", "Groups", "گروه‌ها", "/groups", "groups", None),
)
PERSIAN_DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
_FIELDS: list[tuple[dict[str, Any], str]] = [
    (
        {"type": "text", "text": "### Refund\nPlease check **every** answer."},
        "### بازپرداخت\nلطفاً **همهٔ** پاسخ‌ها را بررسی کنید.",
    ),
    (
        {
            "type": "textfield",
            "key": "customer",
            "label": "Customer",
            "validate": {"required": True, "minLength": 3},
        },
        "نام مشتری",
    ),
    (
        {
            "type": "textfield",
            "key": "email",
            "label": "Email",
            "validate": {"validationType": "email"},
        },
        "رایانامه",
    ),
    (
        {
            "type": "number",
            "key": "amount",
            "label": "Amount",
            "decimalDigits": 0,
            "validate": {"required": True, "min": 1000},
            "description": "In rials",
        },
        "مبلغ",
    ),
    (
        {
            "type": "select",
            "key": "reason",
            "label": "Reason",
            "validate": {"required": True},
            "values": [
                {"label": "Damaged", "value": "damaged"},
                {"label": "Late", "value": "late"},
            ],
        },
        "دلیل",
    ),
    (
        {
            "type": "select",
            "key": "branch",
            "label": "Branch",
            "searchable": True,
            "values": [{"label": "Tehran", "value": "teh"}, {"label": "Shiraz", "value": "shz"}],
        },
        "شعبه",
    ),
    (
        {
            "type": "radio",
            "key": "channel",
            "label": "Channel",
            "values": [{"label": "Phone", "value": "phone"}, {"label": "Email", "value": "email"}],
        },
        "راه تماس",
    ),
    (
        {
            "type": "checklist",
            "key": "papers",
            "label": "Papers",
            "values": [
                {"label": "Invoice", "value": "invoice"},
                {"label": "Photo", "value": "photo"},
            ],
        },
        "مدارک",
    ),
    ({"type": "checkbox", "key": "urgent", "label": "Urgent"}, "فوری"),
    (
        {
            "type": "taglist",
            "key": "tags",
            "label": "Tags",
            "values": [{"label": "VIP", "value": "vip"}, {"label": "New", "value": "new"}],
        },
        "برچسب‌ها",
    ),
    (
        {"type": "jalalidate", "key": "due", "label": "Pay until", "validate": {"required": True}},
        "مهلت پرداخت",
    ),
    (
        {
            "type": "datetime",
            "subtype": "datetime",
            "key": "call_at",
            "dateLabel": "Call on",
            "timeLabel": "at",
        },
        "تماس در",
    ),
    (
        {"type": "textarea", "key": "note", "label": "Note", "validate": {"maxLength": 500}},
        "یادداشت",
    ),
    (
        {
            "type": "dynamiclist",
            "path": "items",
            "label": "Items",
            "showOutline": True,
            "allowAddRemove": True,
            "components": [
                {
                    "type": "textfield",
                    "id": "product",
                    "key": "product",
                    "label": "Product",
                    "validate": {"required": True},
                    "layout": {"row": "item", "columns": 10},
                },
                {
                    "type": "number",
                    "id": "quantity",
                    "key": "quantity",
                    "label": "Quantity",
                    "layout": {"row": "item", "columns": 6},
                },
            ],
        },
        "اقلام",
    ),
    (
        {
            "type": "table",
            "label": "History",
            "dataSource": "=history",
            "rowCount": 3,
            "columns": [{"key": "date", "label": "Date"}, {"key": "note", "label": "Note"}],
        },
        "سوابق",
    ),
]


def shell(locale: str, path: str) -> dict[str, Any]:
    """Return what the frame asks for around a page."""
    persian = locale == "fa"
    navigation = [
        {"key": key, "label": fa if persian else en, "url": f"{url}?lang={locale}", "icon": icon}
        | {"count": count, "current": url == path}
        for key, en, fa, url, icon, count in _PAGES
    ]
    return {
        "home": "/list",
        "live": None,
        "bell": None,
        "navigation": navigation,
        "number": lambda value: str(value).translate(PERSIAN_DIGITS) if persian else str(value),
        "preferences": "/preferences",
        "profile": "/profile",
        "sign_in": "/sign-in",
        "sign_out": "/sign-out",
    }


def schema(locale: str) -> dict[str, Any]:
    """Return a form with every kind of field."""
    components = []
    for number, (field, persian) in enumerate(_FIELDS):
        label = next(name for name in ("text", "label", "dateLabel") if name in field)
        said = {label: persian} if locale == "fa" else {}
        components.append({"id": f"field{number}"} | field | said)
    return cast(
        "dict[str, Any]",
        {"type": "default", "id": "refund", "schemaVersion": 19, "components": components},
    )
