"""A complaint from its receipt to the closed record, through the pages."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from engine import queries
from tests.e2e.employee import field, fill
from web.jalali import normalise

pytestmark = pytest.mark.browser

INTAKE = {
    "Customer code": "K-1001",
    "Full name": "Maryam Ahmadi",
    "Mobile": "09121234567",
    "E-mail": "maryam@example.org",
    "Language of our letters": "English",
    "How it reached us": "Phone",
    "Kind of code": "Our own code",
    "Item code": "AB-200",
    "Bought on": "2026-03-21",
    "What happened": "The device stopped after two days.",
    "What the customer asks for": "Refund",
    "The customer agrees that we keep and use these data to handle the complaint.": True,
}
ASSESSMENT = {
    "Scope": "Ours to handle, and new",
    "Severity": "Service: we did not keep a promise",
    "Complexity": "Normal",
    "Technical and quality examine the item": True,
}
PROPOSAL = {
    "The complaint is": "Upheld: the customer is right",
    "Remedy": "Replacement",
    "Amount": "6500000",
    "Answer to the customer": "We send a new device.",
}


def test_complaint_goes_through_four_hands(employee, product):
    omid, leila = employee("omid"), employee("leila")
    nima, kaveh = employee("nima"), employee("kaveh")

    case_no = omid.start("complaint_handling", INTAKE)
    leila.work(case_no, "Assess complaint", ASSESSMENT)
    nima.work(
        case_no,
        "Technical check",
        {"Verdict": "Defect confirmed", "Findings": "The power supply is burnt."},
    )
    leila.work(case_no, "Propose remedy", PROPOSAL)
    kaveh.work(case_no, "Approve remedy", {"Decision": "Approve", "Comment": "Agreed."})
    omid.work(
        case_no,
        "Explain decision",
        {"How it was explained": "Phone call", "The customer's answer": "Accepts"},
    )
    nima.work(
        case_no,
        "Replace item",
        {"Done on": "2026-11-28", "Payment, repair or delivery number": "D-17"},
    )
    leila.work(
        case_no,
        "Check and close record",
        {
            "Root cause": "Production",
            "Total cost of the case": "6600000",
            "Lesson learned": "Test longer.",
            "Letters, findings and remedy are all in the file.": True,
        },
    )

    (case,) = product.ask(queries.instances, queries.InstanceFilter(case_no=case_no))
    assert case.status == "completed"
    assert product.ask(queries.variables, case.id)["outcome"] == "upheld"
    page = leila.open(f"/cases/{case_no}")
    expect(page.locator(".facts").locator("..")).to_contain_text("Completed")
    expect(page.locator(".timeline-list")).to_contain_text("Kaveh Ebrahimi completed the task")


def test_complaint_out_of_scope_in_persian(employee, product):
    sara, reza = employee("sara"), employee("reza")
    expect(sara.page.locator("html")).to_have_attribute("dir", "rtl")

    case_no = sara.start(
        "complaint_handling",
        {
            "کد مشتری": "K-1002",
            "نام و نام خانوادگی": "مریم احمدی",
            "تلفن همراه": "۰۹۱۲۱۲۳۴۵۶۷",
            "ایمیل": "maryam@example.org",
            "راه دریافت": "تلفن",
            "تاریخ خرید": "۱۴۰۵/۱/۱",
            "کد کالا یا خدمت": "AB-200",
            "چه پیش آمده است": "پست بسته را گم کرده است.",
            "خواستهٔ مشتری": "بازپرداخت",
            "مشتری موافق است که این داده‌ها برای رسیدگی به شکایت نگهداری و به کار گرفته شود.": True,
        },
    )
    assert case_no.startswith("C-۱۴۰۵-")
    reza.take(case_no, "ارزیابی اولیهٔ شکایت")
    bought = field(reza.page, "تاریخ خرید").locator("input")
    expect(bought).to_have_value("۱۴۰۵/۰۱/۰۱")
    fill(
        reza.page,
        {
            "دامنه": "خارج از دامنهٔ رسیدگی ما",
            "شدت": "خدمت: به تعهد خود عمل نکرده‌ایم",
            "پیچیدگی": "ساده",
        },
    )
    reza.complete()
    sara.work(case_no, "نوشتن توضیح", {"نامه به مشتری": "رسیدگی به این موضوع با شرکت پست است."})

    case = product.ask(queries.instances, queries.InstanceFilter(search=normalise(case_no)))[0]
    known = product.ask(queries.variables, case.id)
    assert (known["purchase_date"], known["mobile"]) == ("2026-03-21", "09121234567")
    assert known["outcome"] == "out_of_scope"


def test_number_that_the_browser_fills_in_may_have_persian_digits(employee):
    page = employee("sara").open("/start/complaint_handling")
    mobile = field(page, "تلفن همراه").locator("input")

    mobile.fill("۰۹۱۲۱۲۳۴۵۶۷")

    expect(mobile).to_have_value("09121234567")
