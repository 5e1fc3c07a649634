"""What is written to customers about their claims and applications, in Persian and English."""

from __future__ import annotations

INSPECTED = (
    ("در عکس نشانهٔ ضربه دیده نمی‌شود؛ به سود مشتری.", "No mark of a blow in the photo; for the customer."),
    ("جای آب‌خوردگی روی برد روشن است.", "The board clearly shows water."),
)  # fmt: skip
OFFERED = (
    ("قطعهٔ اصلی با سه ماه ضمانت؛ برآورد شامل دستمزد است.", "Original part, three months of guarantee, work included."),
)  # fmt: skip
REJECTED = (
    ("با پوزش، این دستگاه با شمارهٔ سریال شما در سامانهٔ فروش ما ثبت نشده و مدرک خرید هم در دست نیست.",
     "We are sorry: this serial number is not among those we sold, and there is no proof of purchase."),
)  # fmt: skip
DELAYED = (
    ("قطعه از شهرستان می‌رسد؛ با مشتری هماهنگ شد.", "The part is on its way; the customer knows."),
)
REFUSAL = (
    ("با پوزش، سقف اعتباری که خواسته‌اید با مدارک ارائه‌شده نمی‌خواند؛ پس از شش ماه دوباره بررسی می‌کنیم.",
     "We are sorry: the credit that you asked for does not fit your documents; please ask again in six months."),
)  # fmt: skip
WHY_BACK = (
    ("هزینهٔ نصب دو بار گرفته شده است.", "The installation was charged twice."),
    ("سفارش پیش از ارسال لغو شد.", "The order was cancelled before it was sent."),
    ("کالا با تخفیف جشنواره فاکتور نشده است.", "The invoice lacks the discount of the sale."),
)
NOT_PAID = (
    ("این مبلغ پیش‌تر به کارت شما بازگردانده شده است.", "This sum went back to your card already."),
    ("برای این فاکتور پرداختی نزد ما ثبت نشده است.", "We have no payment for this invoice."),
)
SEEN = (
    ("فاکتور و رسید دیده شد.", "Invoice and receipt seen."),
    ("با گزارش وارسی می‌خواند.", "It agrees with the check."),
)
