"""The manager's pages of figures over a small log whose figures are computed by hand."""

import json
from datetime import UTC, datetime
from io import BytesIO

import pytest
from flask import Flask, request
from flask.testing import FlaskClient
from openpyxl import load_workbook

from engine.queries import events
from kpi import MEASURES, state
from tests.kpi.logs import small_log
from tests.web.conftest import Login, World, bundle, post
from tests.web.figures_page import FiguresPage
from web import publishing, services
from web.extensions import db
from web.figures import asked, boards
from web.figures.reading import read_on
from web.figures.tables import Kind
from web.register import commands as register
from web.register.commands import Described, Owner

SPAN = "span=custom&from=2026-03-18&to=2026-03-31"
PAGES = ("", "/diagram", "/people", "/cases?measure=started", "/counts.csv", "/people.xlsx")


@pytest.fixture
def logged(app: Flask) -> Flask:
    """Six orders and a return; no process is deployed."""
    with app.app_context():
        small_log().write(db.session())
        while read_on().more:
            continue
    return app


@pytest.fixture
def mona(logged: Flask, login: Login) -> FlaskClient:
    return login("mona")


def opened(client: FlaskClient, path: str) -> FiguresPage:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return FiguresPage(answer.text)


def test_figures_are_those_computed_by_hand(mona: FlaskClient) -> None:
    page = opened(mona, f"/figures?{SPAN}&unit=week")

    assert page.total("Started") == "8"
    assert page.total("Finished") == "6"
    assert page.total("Cycle time") == "1 d 6 h"
    assert page.total("Waiting time") == "3 h"
    assert page.total("Share cancelled") == "14.3%"
    assert page.total("Rework") == "16.7%"
    assert page.row("order")[:6] == ["7", "6", "1", "1", "1 d 6 h", "3 d 4 h"]
    assert page.row("return")[:2] == ["1", "0"]
    assert page.row("18 Mar 2026 to 22 Mar 2026")[:7] == ["8", "6", "3", "1", "0", "1", "1"]
    assert page.row("Lost") == ["1"]
    assert page.row("Over 30 days") == ["1"]


def test_persian_figures_are_by_jalali_months(mona: FlaskClient) -> None:
    mona.set_cookie("language", "fa")
    mona.get("/figures")
    post(mona, "/preferences", locale="fa")

    page = opened(mona, f"/figures?{SPAN}&unit=month")

    assert page.row("اسفند ۱۴۰۴")[:2] == ["۷", "۵"]
    assert page.row("فروردین ۱۴۰۵")[:2] == ["۱", "۱"]
    assert page.total("زمان چرخه") == "۱ روز و ۶ ساعت"


def test_people_are_shown_with_volume_and_not_ranked(mona: FlaskClient) -> None:
    page = opened(mona, f"/figures/people?{SPAN}")

    assert page.row("ada")[0] == "5"
    assert page.row("ada")[-2:] == ["– fewer than 20 tasks", "check 5"]
    assert page.row("Bob")[:2] == ["1", "–"]


def test_work_is_shown_on_the_diagram_and_beside_it(world: World, login: Login) -> None:
    mona = login("mona")
    post(mona, "/figures/read")

    page = opened(mona, "/figures/diagram?heat=open")

    state = json.loads(page.tree.find_class("diagram")[0].get("data-state"))
    assert state == {"heat": {"answer": {"level": 5, "text": "1"}}}
    assert page.row("Answer the request")[-2:] == ["1", "0"]


def test_every_number_leads_to_as_many_cases(logged: Flask, mona: FlaskClient) -> None:
    found = [one for key in boards.TABLES for one in numbers(logged, key)]
    assert len(found) > 30
    for number, url in found:
        head = opened(mona, url).text("cases-head")
        assert head.split()[0] == str(number), url


def numbers(app: Flask, key: str) -> list[tuple[int, str]]:
    """Return the numbers of a table with the addresses behind them."""
    with app.test_request_context(f"/figures?{SPAN}"):
        found = boards.TABLES[key](db.session(), asked.read(request.args, None), datetime.now(UTC))
        return [
            (int(cell.value), cell.url)
            for row in found.rows
            for cell, column in zip(row.cells, found.columns, strict=True)
            if cell.url and (cell.kind or column.kind) is Kind.COUNT and cell.value
        ]


def test_every_figure_says_what_it_means(mona: FlaskClient) -> None:
    for key, measure in MEASURES.items():
        page = opened(mona, f"/figures/cases?measure={key}&{SPAN}")

        text = page.tree.find_class("explained")[0].text_content()
        assert measure.formula in text
        assert measure.left_out in text


@pytest.mark.parametrize("name", ["alice", "dena", "nobody"])
def test_figures_are_for_managers(login: Login, name: str) -> None:
    client = login(name)

    assert {client.get(f"/figures{path}").status_code for path in PAGES} == {403}
    assert post(client, "/figures/read").status_code == 403
    assert "/figures" not in client.get("/profile").text


WRONG = {
    "from=2026-03-31&to=2026-03-18": "The period ends before it begins.",
    "from=soon&to=2026-03-18": "Say from which day to which day, as dates.",
    "from=&to=2026-03-18": "Say from which day to which day, as dates.",
    "from=0001-01-01&to=9999-12-31": "Say from which day to which day, as dates.",
    "from=2000-01-01&to=2026-01-01": "The period is longer than five years.",
}
STRANGE = (
    "process=%22%3E&version=%D9%A1&office=x&channel=%F0%9F%98%80",
    "version=999999999999999999999&unit=year&span=never&page=-3",
    "activity=&person=&group=&reason=&age=none",
    f"channel={'ش' * 5000}",
    f"page={'9' * 30}",
)


def test_wrong_period_is_told(mona: FlaskClient) -> None:
    for days, said in WRONG.items():
        page = opened(mona, f"/figures/people?span=custom&{days}")
        assert said in page.tree.text_content()


def test_strange_addresses_have_an_answer(mona: FlaskClient) -> None:
    for path in PAGES:
        for query in STRANGE:
            sign = "&" if "?" in path else "?"
            assert mona.get(f"/figures{path}{sign}{query}").status_code in (200, 404)
    assert mona.get("/figures/cases?measure=wrong").status_code == 404
    assert mona.get("/figures/wrong.csv").status_code == 404


def test_period_of_jalali_days_is_taken(mona: FlaskClient) -> None:
    page = opened(mona, "/figures?span=custom&from=۱۴۰۴-۱۲-۲۷&to=1405/01/11")

    assert page.total("Started") == "8"


def test_filters_narrow_every_figure(mona: FlaskClient) -> None:
    page = opened(mona, f"/figures?{SPAN}&channel=web&process=order&version=1&office=front")

    assert (page.total("Started"), page.total("Finished")) == ("1", "1")
    assert opened(mona, f"/figures?{SPAN}&channel=-").total("Started") == "2"


def test_excel_file_holds_numbers_and_what_they_are_of(mona: FlaskClient) -> None:
    answer = mona.get(f"/figures/processes.xlsx?{SPAN}&channel=phone")

    sheet = load_workbook(BytesIO(answer.data)).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0][:2] == ["Period", "18 Mar 2026 to 31 Mar 2026"]
    assert ["Channel", "phone"] in [row[:2] for row in rows]
    (order,) = (row for row in rows if row[0] == "order")
    assert order[1:5] == [5, 4, 1, 1]
    assert "Cycle time, median (hours)" in rows[rows.index(order) - 1]
    assert answer.headers["Content-Disposition"].endswith('"processes-2026-03-18-2026-03-31.xlsx"')


def test_persian_file_reads_from_right_to_left(mona: FlaskClient) -> None:
    post(mona, "/preferences", locale="fa")

    sheet = load_workbook(BytesIO(mona.get(f"/figures/counts.xlsx?{SPAN}").data)).worksheets[0]

    assert sheet.sheet_view.rightToLeft
    assert sheet["A1"].value == "دوره"


def test_reason_is_no_formula_in_a_file(app: Flask, login: Login) -> None:
    log = small_log()
    log.add("bad", "created", 0)
    log.add("bad", "cancelled", 1, reason="=HYPERLINK(1)")
    with app.app_context():
        log.write(db.session())
        while read_on().more:
            continue
    mona = login("mona")

    text = mona.get(f"/figures/cancellations.csv?{SPAN}").data.decode("utf-8-sig")
    sheet = load_workbook(BytesIO(mona.get(f"/figures/cancellations.xlsx?{SPAN}").data)).worksheets[
        0
    ]

    assert "'=HYPERLINK(1),1" in text
    assert [cell.data_type for cell in sheet["A"] if cell.value == "=HYPERLINK(1)"] == ["s"]


def test_read_now_reads_what_is_new(world: World, login: Login) -> None:
    mona = login("mona")

    answer = post(mona, "/figures/read", next="/figures/people")

    assert answer.location == "/figures/people"
    with world.app.app_context():
        assert state(db.session()).complete
        assert events.last_seq(db.session())
    assert opened(mona, "/figures?span=week").total("Started") == "1"
    assert mona.post("/figures/read").status_code == 400


def test_list_behind_a_figure_leads_to_the_case(world: World, login: Login) -> None:
    mona = login("mona")
    post(mona, "/figures/read")

    page = opened(mona, "/figures/cases?measure=open&process=request")

    assert page.text("cases-head") == "1 case"
    assert page.tree.xpath(f"//a[@href='/cases/{world.case_id}']")


def test_manager_sees_figures_of_own_processes_only(logged: Flask, login: Login) -> None:
    with logged.app_context(), services.change("dena") as ctx:
        publishing.publish(ctx, "request", bundle())
        register.describe(ctx, "request", Owner("user", "mona"), Described(), seen=0)
        register.describe(ctx, "order", Owner("user", "adam"), Described(), seen=0)
    mona, adam = login("mona"), login("adam")

    page = opened(mona, f"/figures?{SPAN}")

    assert page.total("Started") == "0"
    assert opened(adam, f"/figures?{SPAN}").total("Started") == "8"
    assert opened(mona, f"/figures/cases?measure=started&{SPAN}").text("cases-head") == "0 cases"
    assert "order" not in mona.get(f"/figures/processes.csv?{SPAN}").text
    for path in PAGES:
        sign = "&" if "?" in path else "?"
        assert mona.get(f"/figures{path}{sign}process=order").status_code == 404
