"""`ravand figures` keeps the figures up to date."""

from datetime import timedelta

import pytest
from click.testing import CliRunner

from engine import commands
from kpi import Period, Question, case_history, state
from tests.engine.diagrams import CASE, CASE_VARIABLES
from web.cli import main
from web.cli.context import acting, application
from web.extensions import db


@pytest.fixture
def ravand(tmp_path, monkeypatch):
    """Run one command and return its output."""
    monkeypatch.setenv("RAVAND_INSTANCE", str(tmp_path / "instance"))
    monkeypatch.setenv("RAVAND_PASSWORD_MEMORY_KIB", "8")
    monkeypatch.setenv("RAVAND_SCRIPT_WORKERS", "1")

    def ravand(*arguments):
        result = CliRunner().invoke(main, list(arguments))
        assert result.exit_code == 0, (result.output, result.exception)
        return result.output

    ravand("upgrade")
    return ravand


def test_figures_are_read_and_rebuilt(ravand):
    with application(), acting(None) as ctx:
        commands.deploy(ctx, "order", [commands.Resource("order.bpmn", CASE)])
        commands.start(ctx, key="order", variables=CASE_VARIABLES)
        day = ctx.now.date()

    first, again, rebuilt = ravand("figures"), ravand("figures"), ravand("figures", "--rebuild")

    assert [output.split()[0] for output in (first, again, rebuilt)] == ["4", "0", "4"]
    period = Period(day - timedelta(days=1), day + timedelta(days=1))
    with application():
        assert case_history(db.session(), Question(period)).total.started == 1
        assert state(db.session()).complete
