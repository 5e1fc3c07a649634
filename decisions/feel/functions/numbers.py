"""Functions of numbers: rounding, roots, remainders."""

from __future__ import annotations

import decimal
from decimal import Decimal

from decisions.feel.functions.registry import NoValueError, built_in
from decisions.feel.run import EXACT
from decisions.feel.values.durations import DaysTime, Duration, YearsMonths

SMALLEST_SCALE, LARGEST_SCALE = -6_111, 6_176
# rounding 1E6144 to 6176 places takes more digits than a number has
_WIDE = decimal.Context(prec=13_000, Emin=-99_999, Emax=99_999)
OPTIONAL_SCALE = ("n: number", "n: number, scale: number")
NEEDED_SCALE = "n: number, scale: number"


def rounded(number: Decimal, scale: Decimal, rounding: str) -> Decimal:
    """Return a number rounded to a scale, an integer from -6111 to 6176."""
    places = int(scale)
    if not SMALLEST_SCALE <= places <= LARGEST_SCALE:
        raise NoValueError(f"the scale lies between {SMALLEST_SCALE} and {LARGEST_SCALE}")
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int) or -exponent <= places:
        return number
    wide = number.quantize(Decimal(1).scaleb(-places), rounding=rounding, context=_WIDE)
    return EXACT.create_decimal(wide)


@built_in("decimal", NEEDED_SCALE)
def half_even(number: Decimal, scale: Decimal) -> Decimal:
    """Round half to even."""
    return rounded(number, scale, decimal.ROUND_HALF_EVEN)


@built_in("floor", *OPTIONAL_SCALE)
def floor(number: Decimal, scale: Decimal = Decimal(0)) -> Decimal:
    """Round towards negative infinity."""
    return rounded(number, scale, decimal.ROUND_FLOOR)


@built_in("ceiling", *OPTIONAL_SCALE)
def ceiling(number: Decimal, scale: Decimal = Decimal(0)) -> Decimal:
    """Round towards positive infinity."""
    return rounded(number, scale, decimal.ROUND_CEILING)


@built_in("round up", NEEDED_SCALE)
def round_up(number: Decimal, scale: Decimal) -> Decimal:
    """Round away from zero."""
    return rounded(number, scale, decimal.ROUND_UP)


@built_in("round down", NEEDED_SCALE)
def round_down(number: Decimal, scale: Decimal) -> Decimal:
    """Round towards zero."""
    return rounded(number, scale, decimal.ROUND_DOWN)


@built_in("round half up", NEEDED_SCALE)
def round_half_up(number: Decimal, scale: Decimal) -> Decimal:
    """Round to the nearest, halves away from zero."""
    return rounded(number, scale, decimal.ROUND_HALF_UP)


@built_in("round half down", NEEDED_SCALE)
def round_half_down(number: Decimal, scale: Decimal) -> Decimal:
    """Round to the nearest, halves towards zero."""
    return rounded(number, scale, decimal.ROUND_HALF_DOWN)


@built_in("abs", "n: number|duration")
def absolute(value: Decimal | Duration) -> Decimal | Duration:
    """Return a number or duration without its sign."""
    if isinstance(value, DaysTime):
        return DaysTime(abs(value.nanoseconds))
    if isinstance(value, YearsMonths):
        return YearsMonths(abs(value.months))
    return abs(value)


@built_in("modulo", "dividend: number, divisor: number")
def modulo(dividend: Decimal, divisor: Decimal) -> Decimal:
    """Return the remainder, with the sign of the divisor."""
    if not divisor:
        raise NoValueError("the divisor is 0")
    remainder = _remainder(dividend, divisor)
    return remainder + divisor if remainder and (remainder < 0) != (divisor < 0) else remainder


def _remainder(dividend: Decimal, divisor: Decimal) -> Decimal:
    return EXACT.plus(_WIDE.remainder(dividend, divisor))


@built_in("sqrt", "number: number")
def square_root(number: Decimal) -> Decimal:
    """Return the square root of a number that is not negative."""
    if number < 0:
        raise NoValueError("a negative number has no square root")
    return number.sqrt()


@built_in("log", "number: number")
def logarithm(number: Decimal) -> Decimal:
    """Return the natural logarithm of a positive number."""
    if number <= 0:
        raise NoValueError("only positive numbers have a logarithm")
    return number.ln()


@built_in("exp", "number: number")
def exponential(number: Decimal) -> Decimal:
    """Return e to the power of a number."""
    return number.exp()


@built_in("odd", "number: number")
def odd(number: Decimal) -> bool:
    """Tell whether an integer is odd."""
    return abs(_remainder(number, Decimal(2))) == 1


@built_in("even", "number: number")
def even(number: Decimal) -> bool:
    """Tell whether a number is a multiple of two."""
    return _remainder(number, Decimal(2)) == 0
