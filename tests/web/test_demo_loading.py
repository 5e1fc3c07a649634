"""The demonstration's cases obey the laws of time, and are loaded once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from engine import commands, queries
from engine.base import Base, table
from engine.queries import Event, Incident, ProcessInstance, UserTask
from engine.transaction import transaction
from tests.web.conftest import make_app, test_settings
from web import services
from web.accounts import demo
from web.cli import library
from web.demo import background, customers, loading, numbers
from web.demo.answers import STARTS, TASKS
from web.demo.company import Company
from web.extensions import db

UNTIL = datetime(2026, 11, 22, 9, tzinfo=UTC)
ORDER = loading.Order(UNTIL, cases=30)
LIBRARY = Path(__file__).resolve().parents[2] / "processes"


def furnished(folder: Path) -> Flask:
    app = make_app(test_settings(folder))
    with app.app_context():
        Base.metadata.create_all(db.engine)
        with services.change("test") as ctx:
            demo.load(ctx, app.extensions["ravand"].settings)
            library.load_processes(ctx)
    return app


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """A company with thirty cases."""
    app = furnished(tmp_path_factory.mktemp("company"))
    assert background.load_now(app, ORDER, lambda _: None)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def session(company: Flask) -> Iterator[Session]:
    with company.app_context():
        yield db.session()


def counted(session: Session) -> dict[str, int | None]:
    return {
        one.name: session.scalar(select(func.count()).select_from(one))
        for one in Base.metadata.sorted_tables
    }


def test_events_lie_in_the_period_in_order(session: Session):
    log = table(Event).c
    events = session.execute(select(log.instance_id, log.at).order_by(log.seq)).all()

    moments = [at.replace(tzinfo=UTC) if at.tzinfo is None else at for _, at in events]
    assert moments == sorted(moments)
    assert ORDER.period[0] <= moments[0]
    assert moments[-1] <= UNTIL
    assert len({instance for instance, _ in events}) == ORDER.cases + 2


def test_case_numbers_follow_the_moved_clock(session: Session):
    found = session.scalars(select(ProcessInstance)).all()

    for letter in {one.case_no[0] for one in found}:
        ours = sorted((one for one in found if one.case_no[0] == letter), key=lambda o: o.case_no)
        assert [one.started_at for one in ours] == sorted(one.started_at for one in ours)
        assert ours[0].case_no.endswith("-000001")


def test_no_task_comes_from_the_future(session: Session):
    tasks = session.scalars(select(UserTask)).all()

    assert max(task.created_at for task in tasks) <= UNTIL
    assert any(task.status == "created" for task in tasks)
    assert any(task.status == "completed" for task in tasks)


def test_two_mails_wait_for_a_person(session: Session):
    found = session.scalars(select(Incident).where(Incident.status == "open")).all()

    assert [incident.activity_id for incident in found] == ["acknowledge_by_mail"] * 2
    assert all("mailbox is full" in incident.message for incident in found)


def test_incident_is_retried_by_the_living_server(company: Flask, session: Session):
    found = session.scalars(select(Incident).where(Incident.status == "open")).first()
    assert found is not None

    with services.change("kaveh") as ctx:
        commands.retry(ctx, found.id)
        (job,) = queries.jobs(ctx.session, queries.JobFilter(instance_id=found.instance_id))

        assert (job.kind, job.retries_left > 0) == ("connector", True)
        ctx.session.rollback()


def test_second_load_changes_nothing(company: Flask, session: Session):
    before = counted(session)

    assert not background.load_now(company, ORDER, lambda _: None)

    assert counted(session) == before


def test_figures_are_complete(session: Session):
    assert loading.kpi.state(session).complete


def test_interrupted_load_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    app = furnished(tmp_path)
    order = loading.Order(UNTIL, cases=3, days=20)
    monkeypatch.setattr(Company, "run", interrupted)
    with pytest.raises(KeyboardInterrupt):
        background.load_now(app, order, lambda _: None)
    monkeypatch.undo()
    with app.app_context():
        assert not queries.instances(db.session())
        assert not loading.is_loaded(db.session())

    assert background.load_now(app, order, lambda _: None)

    with app.app_context():
        numbers_given = [one.case_no for one in queries.instances(db.session())]
        assert max(int(number[-6:]) for number in numbers_given) <= order.cases + 2
        db.engine.dispose()


def interrupted(*_: object) -> None:
    raise KeyboardInterrupt


def test_load_ends_with_the_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(background, "load_now", lambda _app, _order, tell: tell(0.5))
    monkeypatch.setattr(background.os, "nice", lambda _: 0)
    monkeypatch.setattr(background, "settle", lambda: None)

    with pytest.raises(SystemExit):
        background._work(test_settings(tmp_path), None)


def test_case_started_meanwhile_keeps_its_number(tmp_path: Path):
    app = furnished(tmp_path)
    period = (UNTIL - timedelta(days=1), UNTIL)
    with app.app_context():
        sessions = sessionmaker(db.engine)
        services_ = app.extensions["ravand"].services
        with sessions() as real, transaction(real, services_, "test", UNTIL) as ctx:
            reserved = numbers.reserve(ctx.connection, period, 100)
            one = commands.start(ctx, key="repair", variables=START)
            numbers.give_back(ctx.connection, ctx.connection, reserved)
            other = commands.start(ctx, key="repair", variables=START)
        db.engine.dispose()

    assert (one.case_no, other.case_no) == ("R-1405-000101", "R-1405-000102")


START = {"customer_name": "مریم احمدی", "item_code": "AB-200", "fault": "روشن نمی‌شود."}


def test_every_task_of_the_library_is_answered():
    drawn: set[str] = set()
    for diagram in LIBRARY.glob("*/*/*.bpmn"):
        drawn |= set(re.findall(r'<bpmn:userTask id="(\w+)"', diagram.read_text()))

    assert drawn == set(TASKS)
    assert set(STARTS) == {diagram.stem for diagram in LIBRARY.glob("*/*/*.bpmn")}


def test_plan_is_the_same_for_the_same_seed(session: Session):
    assert loading._coming(session, ORDER) == loading._coming(session, ORDER)


def test_numbers_of_customers_have_right_check_digits():
    found = customers.customers(loading.random.Random(7))

    assert len({one.code for one in found}) == 150
    for one in found:
        if one.person_type == "natural":
            digits = [int(digit) for digit in one.registration_id]
            rest = sum(d * w for d, w in zip(digits, range(10, 1, -1), strict=False)) % 11
            assert digits[9] == (rest if rest < 2 else 11 - rest)


def test_pages_say_how_far_the_load_is(company: Flask):
    company.context_processor(lambda: {"demo_percent": 42})

    page = company.test_client().get("/sign-in?lang=en").text

    assert "42 % are done" in page
