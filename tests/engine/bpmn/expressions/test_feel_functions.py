"""The functions of Camunda 8 that FEEL has not."""

import pytest

from engine.bpmn.expressions import NoAnswerError, compile_expression


def value(text, wanted="any", **variables):
    return compile_expression(text, wanted=wanted).evaluate(variables, None, {})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('=cycle(duration("PT1H"))', "R/PT1H"),
        ('=cycle(3, duration("PT1H"))', "R3/PT1H"),
        ('=cycle(repetitions: 3, interval: duration("P1M"))', "R3/P1M"),
        ('=cycle(null, duration("P1D"))', "R/P1D"),
        ("=cycle(1)", None),
        ('=cycle(1.5, duration("P1D"))', None),
        ('=cycle(-1, duration("P1D"))', None),
        ('=cycle("3", duration("P1D"))', None),
        ('=cycle(count: 3, interval: duration("P1M"))', None),
        ("=cycle(1, 2, 3)", None),
        ("=is defined(given)", True),
        ("=is defined(missing)", False),
        ("=is defined(value: given)", True),
        ("=get or else(missing, 5)", 5),
        ("=get or else(given, 5)", 7),
        ("=get or else(missing, null)", None),
        ("=is empty([])", True),
        ("=is empty([1])", False),
        ("=is empty(5)", None),
        ('=is blank("  ")', True),
        ("=is blank(5)", None),
        ('=trim("  a ")', "a"),
        ("=trim(5)", None),
    ],
)
def test_functions(text, expected):
    assert value(text, given=7) == expected


def test_misuse_says_what_it_takes():
    with pytest.raises(NoAnswerError, match=r"cycle\(\) takes repetitions, interval or interval"):
        value("=cycle()", "cycle")
