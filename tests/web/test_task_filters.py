"""The filters of the task list, in its address."""

import html
import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from engine import commands as engine
from tests.web.conftest import Login, World, post
from web import jalali

OFFERED = "/tasks?tab=groups"


def rows(page: str) -> int:
    return page.count('class="row-item')


def chips(page: str) -> list[tuple[str, str]]:
    """Return (text, address without it) of what narrows a list."""
    found = re.findall(r'class="chip" href="([^"]+)"><span>(.*?)</span>', page)
    return [(re.sub(r"</?bdi>", "", text), html.unescape(url)) for url, text in found]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("process=request&activity=answer", 1),
        ("activity=answer", 1),
        ("activity=pay", 0),
        ("office=front", 1),
        ("office=back", 0),
        ("office=roof", 1),
        ("due=overdue", 0),
        ("due=today", 0),
        ("due=week", 1),
        ("due=none", 0),
        ("due=soon", 1),
        ("priority_min=50", 1),
        ("priority_min=51", 0),
        ("priority_max=49", 0),
        ("priority_max=۵۰", 1),
        ("priority_min=many", 1),
        ("priority_max=99999999999999999999", 1),
        ("assignee=none", 1),
        ("assignee=me", 0),
        ("assignee=ghost", 0),
        ("q=كجا", 0),
        ("q=درخواست", 1),
    ],
)
def test_list_is_narrowed(world: World, login: Login, query: str, found: int) -> None:
    assert rows(login("alice").get(f"{OFFERED}&{query}").text) == found


@pytest.mark.parametrize(
    ("due_in", "matching"),
    [
        (timedelta(days=-2), {"overdue"}),
        (timedelta(days=3), {"week"}),
        (timedelta(days=30), set()),
        (None, {"none"}),
    ],
    ids=["past", "soon", "later", "without"],
)
def test_due_dates_are_told_apart(
    world: World, login: Login, due_in: timedelta | None, matching: set[str]
) -> None:
    due_at = due_in and datetime.now(UTC) + due_in
    world.do("mona", engine.update_task, world.task_id, due_at=due_at)
    alice = login("alice")
    states = ("overdue", "today", "week", "none")

    found = {one for one in states if rows(alice.get(f"{OFFERED}&due={one}").text)}

    assert found == matching


def test_due_this_evening_is_due_today(world: World, login: Login) -> None:
    zone = ZoneInfo(world.app.extensions["ravand"].settings.time_zone)
    evening = datetime.now(zone).replace(hour=23, minute=59, second=30)
    world.do("mona", engine.update_task, world.task_id, due_at=evening.astimezone(UTC))

    assert rows(login("alice").get(f"{OFFERED}&due=today").text) == 1


def test_what_a_colleague_has_is_found_by_assignee(world: World, login: Login) -> None:
    world.do("bob", engine.claim, world.task_id)
    alice = login("alice")

    assert rows(alice.get(OFFERED).text) == 0
    assert rows(alice.get(f"{OFFERED}&assignee=bob").text) == 1
    assert rows(login("charlie").get(f"{OFFERED}&assignee=bob").text) == 0
    assert rows(login("mona").get("/tasks?tab=all&assignee=bob").text) == 1


@pytest.mark.parametrize("name", ["case_no", "id", "task", "persian"])
def test_number_or_id_is_found_in_every_list(world: World, login: Login, name: str) -> None:
    case = world.case()
    number = jalali.localise_digits(case.case_no.lower(), "fa")
    text = {"case_no": case.case_no, "id": case.id, "task": world.task_id, "persian": number}[name]

    assert rows(login("alice").get(f"/tasks?q={text}").text) == 1
    assert rows(login("charlie").get(f"/tasks?q={text}").text) == 0
    assert rows(login("mona").get(f"/tasks?q={text}").text) == 1


def test_variables_narrow_for_who_may_see_them(world: World, login: Login) -> None:
    world.do("mona", engine.set_variables, world.case_id, {"city": "یزد", "size": 12})
    mona, alice = login("mona"), login("alice")

    def found(query: str) -> int:
        return rows(mona.get(f"/tasks?tab=all&{query}").text)

    assert found("variable=city&equals=یزد") == 1
    assert found("variable=city&equals=قم") == 0
    assert found("variable=size&equals=۱۲") == 1
    assert found("variable=city&equals=یزد&variable=size&equals=13") == 0
    page = alice.get(f"{OFFERED}&variable=city&equals=قم").text
    assert rows(page) == 1
    assert 'name="variable"' not in page


def test_chips_take_one_filter_away_each(world: World, login: Login) -> None:
    mona = login("mona")
    address = "/tasks?tab=all&q=B-17&process=request&activity=answer&office=front&due=week"
    more = "&assignee=none&priority_min=10&variable=city&equals=Yazd&page=1"
    page = mona.get(address + more).text

    found = chips(page)

    assert [text for text, _ in found] == [
        "Search: B-17",
        "Process: Request",
        "Activity: Answer the request",
        "Office: Front office",
        "Due: Within seven days",
        "Assigned to: Nobody",
        "Priority: 10 to 100",
        "Variable: city = Yazd",
    ]
    assert "No task matches" in page
    assert rows(mona.get(found[-1][1]).text) == 1
    assert "Search:" not in mona.get(found[0][1]).text


def test_chips_are_persian(world: World, login: Login) -> None:
    alice = login("alice")
    post(alice, "/preferences", locale="fa")

    page = alice.get(f"{OFFERED}&activity=answer&priority_max=50&assignee=bob").text

    texts = " ".join(text for text, _ in chips(page))
    assert "پاسخ به درخواست" in texts
    assert "باب" in texts
    assert "۵۰" in texts


def test_unknown_names_stand_for_themselves(world: World, login: Login) -> None:
    page = login("mona").get("/tasks?tab=all&process=gone&activity=lost&assignee=ghost").text

    texts = [text for text, _ in chips(page)]
    assert texts == ["Process: gone", "Activity: lost", "Assigned to: ghost"]


def test_further_pages_keep_the_filters(world: World, login: Login) -> None:
    for number in range(29):
        world.do("alice", engine.start, key="request", business_key=f"K-{number}")
    address = "/tasks?tab=all&variable=a&equals=&variable=b&equals="

    page = login("mona").get(f"{OFFERED}&activity=answer".replace("groups", "all")).text

    (following,) = re.findall(r'rel="next" href="([^"]+)"', page)
    assert "activity=answer" in following
    assert login("mona").get(address).status_code == 200


def test_activities_are_those_of_the_chosen_process(world: World, login: Login) -> None:
    headers = {"HX-Request": "true", "HX-Target": "div#task-list"}
    alice = login("alice")

    part = alice.get(f"{OFFERED}&process=request&activity=answer", headers=headers).text

    assert 'hx-swap-oob="true"' in part
    assert re.findall(r'<option value="(\w+)"( selected)?', part)[-2:] == [
        ("answer", " selected"),
        ("pay", ""),
    ]
    assert "Choose a process first" in alice.get(OFFERED).text
