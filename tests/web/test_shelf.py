"""The designer's shelf: the list of processes, its filters, the portfolio."""

import pytest

from tests.web.conftest import HERE, Login, World
from web.publishing import publish
from web.register.commands import Described, Owner, describe

VISIT = [(name, (HERE / name).read_bytes()) for name in ("visit.bpmn", "visit.form")]


@pytest.fixture
def shelved(world: World) -> World:
    """A vital request with an owner, and a visit in test that nobody owns."""
    world.do("dena", publish, "visit", VISIT, None, "Try it first", "test")
    said = Described(kind="core", importance=4, stage="serve", office="back")
    world.do("dena", describe, "request", Owner("group", "finance"), said)
    return world


def names(page: str) -> list[str]:
    found = [(page.find(f">{name}</"), name) for name in ("Request", "Visit")]
    return [name for place, name in sorted(found) if place >= 0]


def test_shelf_tells_what_each_process_is(shelved: World, login: Login) -> None:
    page = login("dena").get("/processes").text

    assert names(page) == ["Request", "Visit"]
    for text in ("Finance", "Core process", "Service", "Vital", "Back office", "In test"):
        assert text in page
    assert 'href="/cases?process=request&amp;status=active"' in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=req", ["Request"]),
        ("q=درخواست", ["Request"]),
        ("q=finan", ["Request"]),
        ("q=%25", []),
        ("office=back", ["Request"]),
        ("office=front", []),
        ("kind=core", ["Request"]),
        ("kind=odd", ["Request", "Visit"]),
        ("stage=sell", []),
        ("importance=4", ["Request"]),
        ("owner=group:finance", ["Request"]),
        ("owner=none", ["Visit"]),
        ("state=test", ["Visit"]),
        ("state=active", ["Request"]),
        ("_scheme=x&endpoint=y&_external=1", ["Request", "Visit"]),
    ],
)
@pytest.mark.parametrize("path", ["/processes", "/processes/portfolio"])
def test_shelf_is_narrowed(
    shelved: World, login: Login, path: str, query: str, found: list[str]
) -> None:
    assert names(login("dena").get(f"{path}?{query}").text) == found


def test_portfolio_places_processes(shelved: World, login: Login) -> None:
    page = login("dena").get("/processes/portfolio?q=request").text
    page = page[page.index("<table") :]

    assert page.index("Service</th>") < page.index("Vital") < page.index(">Request<")
    assert "1 open case" in page


def test_shelf_holds_what_one_may_see(shelved: World, login: Login) -> None:
    assert names(login("mona").get("/processes").text) == ["Visit"]
    assert login("alice").get("/processes/portfolio").status_code == 403
