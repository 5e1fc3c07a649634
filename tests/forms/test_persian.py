"""Digits and letters as Persian keyboards produce them."""

import pytest

from forms import persian


@pytest.mark.parametrize(
    ("language", "expected"),
    [("fa", True), ("fa_IR", True), ("fa-IR", True), ("FA", True), ("fas", False), ("en", False)],
)
def test_persian_locales_are_known(language, expected):
    assert persian.is_persian(language) is expected


def test_digits_of_three_scripts_mean_the_same():
    assert persian.latin_digits("۱۲۳ ٤٥٦ 789") == "123 456 789"
    assert persian.persian_digits("a1۲") == "a۱۲"


def test_typed_number_loses_separators():
    assert persian.number_text("−۱٬۲۳۴٫۵") == "-1234.5"


def test_arabic_letters_become_persian_ones():
    assert persian.letters("علي كريم موسى") == "علی کریم موسی"
