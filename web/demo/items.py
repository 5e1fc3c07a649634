"""What the company sells, and what goes wrong with it; names and faults in Persian and English."""

from __future__ import annotations

from typing import NamedTuple

Said = tuple[str, str]


class Item(NamedTuple):
    """A product: its code, price in Rial, faults from the most to the least frequent."""

    scheme: str
    code: str
    name: Said
    price: int
    faults: tuple[Said, ...]


ITEMS = (
    Item("internal", "WM-700", ("ماشین لباسشویی", "washing machine"), 320_000_000, (
        ("هنگام خشک‌کردن به‌شدت می‌لرزد و صدا می‌دهد.", "It shakes and roars while spinning."),
        ("آب را تخلیه نمی‌کند و خطای E18 می‌دهد.", "It does not drain and shows error E18."),
        ("در آن پس از پایان برنامه باز نمی‌شود.", "Its door does not open after the programme."),
    )),
    Item("internal", "RF-520", ("یخچال فریزر", "fridge-freezer"), 480_000_000, (
        ("یخچال سرد نمی‌کند، ولی فریزر درست کار می‌کند.", "The fridge is warm, the freezer works."),
        ("کف آن آب جمع می‌شود.", "Water gathers at the bottom."),
        ("موتور شب‌ها پیوسته کار می‌کند و صدا دارد.", "The motor hums all night long."),
    )),
    Item("internal", "AC-240", ("کولر گازی", "air conditioner"), 390_000_000, (
        ("باد گرم می‌دهد و پس از ده دقیقه خاموش می‌شود.", "It blows warm air, then switches off."),
        ("از واحد داخلی آب می‌چکد.", "Water drips from the indoor unit."),
    )),
    Item("irancode", "2501903000141", ("جاروبرقی", "vacuum cleaner"), 85_000_000, (
        ("پس از دو ماه دیگر مکش ندارد.", "It has lost its suction after two months."),
        ("سیم جمع‌کن آن گیر کرده است.", "The cord no longer winds up."),
    )),
    Item("gtin", "06260001000417", ("چای‌ساز", "tea maker"), 32_000_000, (
        ("کتری آن نشتی دارد و بوی پلاستیک می‌دهد.", "The kettle leaks and smells of plastic."),
        ("خودبه‌خود خاموش می‌شود.", "It switches itself off."),
    )),
    Item("internal", "OV-310", ("فر برقی", "electric oven"), 210_000_000, (
        ("شیشهٔ در هنگام کار ترک خورد.", "The glass of its door cracked in use."),
        ("دمای آن با درجه نمی‌خواند و غذا می‌سوزد.", "It is far hotter than it says."),
    )),
    Item("internal", "TV-55Q", ("تلویزیون ۵۵ اینچ", "55 inch television"), 420_000_000, (
        ("نیمی از صفحه تاریک شده است.", "Half of the screen is dark."),
        ("با هر بار روشن‌کردن شبکه‌ها پاک می‌شود.", "It forgets its channels every time."),
    )),
    Item("gtin", "06260001000882", ("اتوی بخار", "steam iron"), 28_000_000, (
        ("هنگام کار جرقه می‌زند.", "It throws sparks while in use."),
        ("بخار ندارد و آب پس می‌دهد.", "It gives no steam, only drops."),
    )),
)  # fmt: skip
DANGERS = ("OV-310", "06260001000882")
