"""150 customers who do not exist: names, cities, numbers whose check digits are right."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from web.demo.names import CITIES, FAMILIES, FIRMS, MEN, STREETS, WOMEN

COUNT = 150
FIRST_CODE = 1001
CLASSES, SHARES = "ABC", (15, 35, 50)
COMPANY_CHECKS = (29, 27, 23, 19, 17)


@dataclass(frozen=True, slots=True)
class Customer:
    """A customer as the forms ask for one; `weight` says how often they turn up."""

    code: str
    name: str
    language: str
    person_type: str
    registration_id: str
    mobile: str
    email: str | None
    city: str
    province: str
    address: str
    postal_code: str
    customer_class: str
    weight: float


def customers(rng: random.Random, count: int = COUNT) -> list[Customer]:
    """Return the customers of the company."""
    return [customer(rng, f"K-{FIRST_CODE + number}") for number in range(count)]


def customer(rng: random.Random, code: str) -> Customer:
    """Return one more customer, with a code of their own."""
    language = "fa" if rng.random() < 0.8 else "en"
    spoken = 0 if language == "fa" else 1
    firm = rng.random() < 0.2
    name, latin = _name(rng, spoken, firm=firm)
    city, province = rng.choice(CITIES)
    mail = f"{latin}.{rng.randrange(10, 100)}@example.com" if rng.random() < 0.85 else None
    return Customer(
        code=code,
        name=name,
        language=language,
        person_type="legal" if firm else "natural",
        registration_id=company_id(rng) if firm else national_id(rng),
        # plainly made up: one block of zeros for all of them
        mobile=f"0999000{rng.randrange(10_000):04d}",
        email=mail,
        city=city[spoken],
        province=province,
        address=_address(rng, spoken),
        postal_code=f"{rng.randrange(1, 10)}{rng.randrange(10**9):09d}",
        customer_class=rng.choices(CLASSES, SHARES)[0],
        weight=rng.paretovariate(1.6),
    )


def national_id(rng: random.Random) -> str:
    """Return a personal number with its check digit, plainly made up: it begins with 999.

    Source: the civil registry's rule: weights 10 to 2, remainder by 11.
    """
    digits = [9, 9, 9, *(rng.randrange(10) for _ in range(6))]
    rest = sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=True)) % 11
    return "".join(map(str, [*digits, rest if rest < 2 else 11 - rest]))


def company_id(rng: random.Random) -> str:
    """Return a company's number with its check digit.

    Source: the companies' registry: the tenth digit and two are added to each of the first ten,
    which are weighted with 29, 27, 23, 19, 17 twice; remainder by 11.
    """
    digits = [9, 9, *(rng.randrange(10) for _ in range(8))]
    added = digits[9] + 2
    weighted = zip(digits, COMPANY_CHECKS * 2, strict=True)
    rest = sum((digit + added) * weight for digit, weight in weighted) % 11
    return "".join(map(str, [*digits, rest % 10]))


def _name(rng: random.Random, spoken: int, *, firm: bool) -> tuple[str, str]:
    if firm:
        found: Sequence[str] = rng.choice(FIRMS)
        return found[spoken], found[1].split()[0].lower()
    first, family = rng.choice(WOMEN + MEN), rng.choice(FAMILIES)
    return f"{first[spoken]} {family[spoken]}", f"{first[1]}.{family[1]}".lower()


def _address(rng: random.Random, spoken: int) -> str:
    street, number = rng.choice(STREETS)[spoken], rng.randrange(1, 200)
    return f"{street}، پلاک {number}" if spoken == 0 else f"{number} {street}"
