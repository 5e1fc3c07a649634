"""What is said in complaints, in Persian and English."""

from __future__ import annotations

ANGER = (
    ("سه بار تماس گرفته‌ام و هر بار پاسخ دیگری شنیده‌ام.", "I have called three times and heard three answers."),
    ("با این قیمت انتظار دیگری داشتم.", "For this price I expected something else."),
    ("لطفاً هرچه زودتر رسیدگی کنید، کارمان لنگ مانده است.", "Please hurry, we can not do without it."),
    ("سال‌هاست مشتری شما هستم و این نخستین گلایهٔ من است.", "I have been your customer for years; this is my first complaint."),
    ("نصاب شما گفت طبیعی است، ولی روزبه‌روز بدتر می‌شود.", "Your fitter called it normal, but it gets worse every day."),
    ("فروشنده گفته بود تا دو سال ضمانت دارد.", "The shop promised two years of guarantee."),
)  # fmt: skip
ASSESSMENT = (
    ("شرح مشتری روشن است؛ تصویر فاکتور را فرستاده است.", "The description is clear; the invoice is attached."),
    ("در سه ماه گذشته دو مورد همانند داشته‌ایم.", "We had two similar cases in the last three months."),
    ("مشتری تلفنی توضیح بیشتری داد.", "The customer told us more on the phone."),
)  # fmt: skip
CONTAINMENT = (
    ("موجودی این سری در انبار نگه داشته شد و به مشتری گفتیم دستگاه را از برق بکشد.",
     "Stock of this series is held back; we told the customer to unplug the appliance."),
    ("نمونه وارسی شد و سری ساخت تا پایان بررسی متوقف است.", "A sample was tested; the series is stopped until we know more."),
)  # fmt: skip
TESTS = (
    ("آزمون عایق، جریان نشتی و کار دو ساعته انجام شد.", "Insulation, leakage current and a two-hour run were tested."),
    ("دستگاه باز شد و قطعه‌ها یک‌به‌یک وارسی شد.", "The appliance was opened and checked part by part."),
)  # fmt: skip
FINDINGS = {
    "defect": ("برد کنترل {item} معیوب است؛ عیب از ساخت است.", "The control board of the {item} is faulty; a fault of making."),
    "misuse": ("نشانهٔ ضربه و آب‌خوردگی دیده می‌شود؛ عیب از کاربرد است.", "There are marks of a blow and of water: wrong use."),
    "no_fault": ("در دو روز آزمون ایرادی دیده نشد.", "No fault was seen in two days of tests."),
    "unclear": ("ایراد گاه‌به‌گاه است و در آزمایشگاه تکرار نشد.", "The fault comes and goes and did not show in the laboratory."),
}  # fmt: skip
BILLS = {
    "correct": ("مبلغ فاکتور با پیش‌فاکتور و پرداخت می‌خواند.", "The invoice agrees with the offer and the payment."),
    "overcharged": ("هزینهٔ نصب دو بار در فاکتور آمده است.", "The invoice charges the installation twice."),
    "refund_due": ("مشتری کالا را پس داده، ولی پول هنوز پرداخت نشده است.", "The item came back, but the money was never returned."),
    "unclear": ("رسید پرداخت با نام دیگری است؛ باید از بانک پرسید.", "The receipt bears another name; the bank has to be asked."),
}  # fmt: skip
DECISIONS = {
    "repair": ("{name} گرامی، {item} شما را تا پایان هفته رایگان تعمیر می‌کنیم.", "Dear {name}, we repair your {item} free of charge by the end of the week."),
    "replace": ("{name} گرامی، {item} تازه‌ای برایتان می‌فرستیم و دستگاه معیوب را همان روز پس می‌گیریم.", "Dear {name}, we send you a new {item} and collect the faulty one on the same day."),
    "refund": ("{name} گرامی، حق با شماست؛ مبلغ تا سه روز کاری به حسابتان بازمی‌گردد.", "Dear {name}, you are right; the money is back in your account within three working days."),
    "compensation": ("{name} گرامی، برای زیانی که دیدید مبلغی به‌عنوان جبران می‌پردازیم.", "Dear {name}, we compensate you for the damage that you had."),
    "apology": ("{name} گرامی، از رفتاری که دیدید پوزش می‌خواهیم و با همکارمان گفت‌وگو کردیم.", "Dear {name}, we apologise for how you were treated and have talked to our colleague."),
    "explanation": ("{name} گرامی، در بررسی ایرادی ندیدیم؛ شیوهٔ درست کار را برایتان نوشته‌ایم.", "Dear {name}, we found no fault; here is how the appliance is meant to be used."),
    "other": ("{name} گرامی، پیشنهاد شما را پذیرفتیم و همان را انجام می‌دهیم.", "Dear {name}, we accept what you proposed and will do just that."),
}  # fmt: skip
AGREED = (
    ("موافقم؛ با سیاست جبران می‌خواند.", "Agreed; it follows our policy."),
    ("تأیید است، زودتر انجام شود.", "Approved, please be quick."),
    ("با توجه به سابقهٔ مشتری موافقم.", "Agreed, given how long they have been with us."),
)  # fmt: skip
TOO_MUCH = (
    ("مبلغ از موردهای همانند بیشتر است؛ دوباره حساب کنید.", "It is more than in similar cases; please calculate again."),
    ("گزارش فنی این مبلغ را توجیه نمی‌کند.", "The technical report does not justify this sum."),
)  # fmt: skip
REFUSED = (
    ("مشتری می‌گوید این مبلغ زیانش را جبران نمی‌کند.", "The customer says that this does not cover the damage."),
    ("مشتری دستگاه تازه می‌خواهد، نه تعمیر.", "The customer wants a new appliance, not a repair."),
)  # fmt: skip
REVIEW = (
    ("یافته‌ها و پاسخ یک بار دیگر دیده شد.", "Findings and answer were read once more."),
    ("با کارشناس فنی دوباره گفت‌وگو شد.", "We talked to the technician again."),
)  # fmt: skip
LETTER = (
    ("با سپاس از اینکه نوشتید؛ رسیدگی به این موضوع با ما نیست و نشانی مرجع درست را در زیر نوشته‌ایم.",
     "Thank you for writing to us. This is not ours to decide; below is who can help you."),
)  # fmt: skip
DELAY = (
    ("یک نفر دیگر به گروه فنی افزوده شد و پرونده به نوبت نخست رفت.", "One more technician was put on it, and the case moved to the front."),
    ("با تأمین‌کننده تماس گرفته شد؛ گزارش را تا پس‌فردا می‌دهد.", "We called the supplier; their report comes the day after tomorrow."),
)  # fmt: skip
LESSONS = (
    ("آزمون پایانی خط تولید سخت‌گیرانه‌تر شود.", "The last test of the line should be stricter."),
    ("بسته‌بندی برای راه‌های دور عوض شود.", "Packaging for long distances should change."),
    ("راهنمای کاربر دربارهٔ این برنامه روشن‌تر نوشته شود.", "The manual should be clearer about this programme."),
    ("متن پیش‌فاکتور هزینهٔ نصب را جدا بنویسد.", "Offers should state the cost of installation."),
    ("به نصابان یادآوری شد که تراز دستگاه را بسنجند.", "Fitters were reminded to level the appliance."),
)  # fmt: skip
NOTES = (
    ("فیلمی از ایراد فرستادم؛ لطفاً ببینید.", "I have sent you a film of the fault, please look at it."),
    ("از دیروز بوی سوختگی هم می‌دهد.", "Since yesterday it smells burnt, too."),
    ("فقط بعدازظهرها خانه هستم.", "I am at home in the afternoons only."),
)  # fmt: skip
