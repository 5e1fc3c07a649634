"""Names and places of the demonstration's customers, each in Persian and English."""

from __future__ import annotations

WOMEN = (
    ("مریم", "Maryam"), ("زهرا", "Zahra"), ("فاطمه", "Fatemeh"), ("نرگس", "Narges"),
    ("الهام", "Elham"), ("سمیرا", "Samira"), ("نسرین", "Nasrin"), ("پریسا", "Parisa"),
    ("شیما", "Shima"), ("لیلا", "Leila"), ("مینا", "Mina"), ("آزاده", "Azadeh"),
    ("ندا", "Neda"), ("هانیه", "Hanieh"), ("بهاره", "Bahareh"), ("ویدا", "Vida"),
)  # fmt: skip
MEN = (
    ("علی", "Ali"), ("محمد", "Mohammad"), ("حسین", "Hossein"), ("رضا", "Reza"),
    ("مهدی", "Mehdi"), ("امیر", "Amir"), ("سعید", "Saeed"), ("بهرام", "Bahram"),
    ("پویا", "Pouya"), ("آرش", "Arash"), ("کامران", "Kamran"), ("فرید", "Farid"),
    ("سینا", "Sina"), ("داوود", "Davoud"), ("ناصر", "Naser"), ("یاشار", "Yashar"),
)  # fmt: skip
FAMILIES = (
    ("احمدی", "Ahmadi"), ("محمدی", "Mohammadi"), ("کریمی", "Karimi"), ("رضایی", "Rezaei"),
    ("موسوی", "Mousavi"), ("جعفری", "Jafari"), ("صادقی", "Sadeghi"), ("نوروزی", "Norouzi"),
    ("شریفی", "Sharifi"), ("اکبری", "Akbari"), ("قاسمی", "Ghasemi"), ("رستمی", "Rostami"),
    ("یوسفی", "Yousefi"), ("بهرامی", "Bahrami"), ("کاظمی", "Kazemi"), ("فرهادی", "Farhadi"),
    ("مرادی", "Moradi"), ("زمانی", "Zamani"), ("توکلی", "Tavakoli"), ("پارسا", "Parsa"),
    ("امینی", "Amini"), ("سلطانی", "Soltani"), ("حیدری", "Heidari"), ("شیرازی", "Shirazi"),
    ("تبریزی", "Tabrizi"), ("خسروی", "Khosravi"), ("ملکی", "Maleki"), ("نادری", "Naderi"),
)  # fmt: skip
FIRMS = (
    ("فروشگاه خانهٔ سبز", "Green Home Store"), ("بازرگانی ستاره", "Setareh Trading"),
    ("هتل باران", "Baran Hotel"), ("رستوران نارنج", "Naranj Restaurant"),
    ("پخش البرز", "Alborz Distribution"), ("درمانگاه مهر", "Mehr Clinic"),
    ("آموزشگاه دانا", "Dana Institute"), ("کارگاه نیکو", "Nikoo Workshop"),
    ("خشک‌شویی پاکیزه", "Pakizeh Laundry"), ("نانوایی گندم", "Gandom Bakery"),
    ("مجتمع سروستان", "Sarvestan Complex"), ("شرکت آوای خزر", "Avaye Khazar Company"),
)  # fmt: skip
# city, province as the forms know it, code of the phone exchange
CITIES = (
    (("تهران", "Tehran"), "tehran"), (("اصفهان", "Isfahan"), "isfahan"),
    (("شیراز", "Shiraz"), "fars"), (("مشهد", "Mashhad"), "khorasan_razavi"),
    (("تبریز", "Tabriz"), "east_azerbaijan"), (("رشت", "Rasht"), "other"),
    (("کرج", "Karaj"), "other"), (("اهواز", "Ahvaz"), "other"), (("یزد", "Yazd"), "other"),
)  # fmt: skip
STREETS = (
    ("خیابان آزادی", "Azadi Street"), ("خیابان ولی‌عصر", "Valiasr Street"),
    ("بلوار کشاورز", "Keshavarz Boulevard"), ("خیابان سعدی", "Saadi Street"),
    ("کوچهٔ بهار", "Bahar Alley"), ("خیابان فردوسی", "Ferdowsi Street"),
)  # fmt: skip
