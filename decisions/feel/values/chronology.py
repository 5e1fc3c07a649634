"""The proleptic Gregorian calendar for any year, by day numbers.

Day 0 is 1970-01-01. Source: H. Hinnant, chrono-compatible low-level date algorithms.
"""

NANOSECONDS = 1_000_000_000
DAY_SECONDS = 86_400
DAY_NANOSECONDS = DAY_SECONDS * NANOSECONDS
MONTH_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
FEBRUARY = 2


def day_number(year: int, month: int, day: int) -> int:
    """Return the days from 1970-01-01 to a date."""
    year -= month <= FEBRUARY
    era = year // 400
    year_of_era = year - era * 400
    day_of_year = (153 * (month + (-3 if month > FEBRUARY else 9)) + 2) // 5 + day - 1
    return (
        era * 146_097
        + year_of_era * 365
        + year_of_era // 4
        - year_of_era // 100
        + day_of_year
        - 719_468
    )


def civil(number: int) -> tuple[int, int, int]:
    """Return year, month and day of a day number."""
    number += 719_468
    era = number // 146_097
    day_of_era = number - era * 146_097
    leap_days = day_of_era // 1_460 - day_of_era // 36_524 + day_of_era // 146_096
    year_of_era = (day_of_era - leap_days) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    from_march = (5 * day_of_year + 2) // 153
    month = from_march + (3 if from_march < 10 else -9)
    day = day_of_year - (153 * from_march + 2) // 5 + 1
    return year_of_era + era * 400 + (month <= FEBRUARY), month, day


def month_days(year: int, month: int) -> int:
    """Return how many days a month has."""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if month == FEBRUARY and leap else MONTH_DAYS[month - 1]
