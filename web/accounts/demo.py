"""Demo people for `make run`: everybody that the complaint process needs, and those around it.

Never loaded by `ravand serve`: they share a password that is printed.
"""

from __future__ import annotations

from dataclasses import dataclass

from engine.transaction import Context
from web.accounts import commands, queries
from web.accounts.roles import Role
from web.settings import Settings

PASSWORD = "ravand-demo"  # noqa: S105 - known to everybody on purpose


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody of the demo company, with what `make run` prints about them."""

    id: str
    name: str
    name_fa: str
    groups: tuple[str, ...]
    roles: tuple[Role, ...]
    language: str | None = None


GROUPS = {
    "contact-desk": ("Contact desk", "میز ارتباط با مشتری"),
    "complaint-experts": ("Complaint experts", "کارشناسان شکایت"),
    "technical-quality": ("Technical and quality", "فنی و کیفیت"),
    "finance": ("Finance", "مالی"),
    "complaint-leads": ("Complaint team leads", "سرپرستان رسیدگی به شکایت"),
    "complaint-managers": ("Complaint managers", "مدیران رسیدگی به شکایت"),
    "complaint-directors": ("Directors for complaints", "هیئت‌مدیره، امور شکایات"),
    "account-officers": ("Account officers", "کارشناسان مشتریان"),
    "credit-compliance": ("Credit and compliance", "اعتبارسنجی و تطبیق"),
    "credit-managers": ("Credit managers", "مدیران اعتبارات"),
    "warranty-desk": ("Warranty desk", "میز گارانتی"),
    "service-centre": ("Service centre", "مرکز تعمیرات"),
}
EMPLOYEE = (Role.EMPLOYEE,)
PEOPLE = (
    DemoPerson(
        "sara", "Sara Karimi", "سارا کریمی", ("contact-desk", "account-officers"), EMPLOYEE, "fa"
    ),
    DemoPerson("omid", "Omid Rahimi", "امید رحیمی", ("contact-desk", "account-officers"), EMPLOYEE),
    DemoPerson(
        "leila", "Leila Ahmadi", "لیلا احمدی", ("complaint-experts", "warranty-desk"), EMPLOYEE
    ),
    DemoPerson(
        "reza", "Reza Moradi", "رضا مرادی", ("complaint-experts", "warranty-desk"), EMPLOYEE, "fa"
    ),
    DemoPerson(
        "nima", "Nima Jafari", "نیما جعفری", ("technical-quality", "service-centre"), EMPLOYEE
    ),
    DemoPerson(
        "shirin",
        "Shirin Hosseini",
        "شیرین حسینی",
        ("technical-quality", "service-centre"),
        EMPLOYEE,
        "fa",
    ),
    DemoPerson(
        "farhad", "Farhad Sadeghi", "فرهاد صادقی", ("finance", "credit-compliance"), EMPLOYEE
    ),
    DemoPerson(
        "maryam", "Maryam Naderi", "مریم نادری", ("finance", "credit-compliance"), EMPLOYEE, "fa"
    ),
    DemoPerson(
        "kaveh",
        "Kaveh Ebrahimi",
        "کاوه ابراهیمی",
        ("complaint-leads", "complaint-managers"),
        (Role.EMPLOYEE, Role.MANAGER),
    ),
    DemoPerson("dariush", "Dariush Parsa", "داریوش پارسا", (), (Role.DESIGNER,)),
    DemoPerson(
        "mina",
        "Mina Tavakoli",
        "مینا توکلی",
        ("complaint-directors", "credit-managers"),
        (Role.EMPLOYEE, Role.MANAGER),
    ),
    DemoPerson("parisa", "Parisa Amini", "پریسا امینی", (), (Role.OPERATOR,)),
    DemoPerson("admin", "Administrator", "مدیر سامانه", (), (Role.ADMINISTRATOR,)),
    DemoPerson("worker", "Worker program", "برنامهٔ کارگزار", (), (Role.INTEGRATOR,)),
)


def load(ctx: Context, settings: Settings) -> tuple[DemoPerson, ...]:
    """Create the demo groups and people that are not there yet; return all of them.

    The second call changes nothing, whatever was changed in between.
    """
    for key, (name, name_fa) in GROUPS.items():
        if commands.ensure_groups(ctx, [key]):
            commands.describe_group(ctx, key, name=name, name_fa=name_fa)
    known = {row.id for row in queries.accounts(ctx.session)}
    # the administrator first: without one, nobody may be changed
    for one in sorted(PEOPLE, key=lambda person: Role.ADMINISTRATOR not in person.roles):
        if one.id not in known:
            _create(ctx, settings, one)
    return PEOPLE


def _create(ctx: Context, settings: Settings, one: DemoPerson) -> None:
    address = f"{one.id}@example.com"
    commands.create_account(ctx, settings, one.id, PASSWORD, name=one.name)
    commands.describe_account(ctx, one.id, name=one.name, name_fa=one.name_fa, email=address)
    commands.prefer(ctx, one.id, language=one.language)
    commands.set_roles(ctx, "user", one.id, one.roles)
    commands.set_groups(ctx, one.id, one.groups)
