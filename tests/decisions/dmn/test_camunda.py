"""Files of Camunda's tools as they are found in the wild."""

from pathlib import Path
from typing import Any

import pytest

from decisions import dmn, feel
from tests.decisions.dmn.building import CAMUNDA, decision, literal, model, table, value


@pytest.fixture
def invoice(corpus: Path) -> dmn.Model:
    path = corpus / "bpmn" / "operaton-invoice" / "invoiceBusinessDecisions.dmn"
    return dmn.read(path.read_bytes())


def test_invoice_example_is_checked(invoice: dmn.Model):
    assert [each.message for each in dmn.check(invoice)] == []


@pytest.mark.parametrize(
    ("amount", "category", "expected", "approvers"),
    [
        (100, "Misc", "day-to-day expense", ["accounting", "sales"]),
        (250, "Misc", "budget", ["management"]),
        (1000.5, "Misc", "exceptional", ["management"]),
        (5, "Travel Expenses", "day-to-day expense", ["accounting", "sales"]),
        (None, "Software License Costs", "budget", ["management"]),
        (5, "Rent", None, []),
    ],
)
def test_invoice_example_is_evaluated(
    invoice: dmn.Model, amount: Any, category: str, expected: Any, approvers: list[str]
):
    variables = {"amount": amount, "invoiceCategory": category, "object": {"unused": 1}}

    found = dmn.evaluate(invoice, "invoice-assign-approver", variables)

    assert found.value == approvers
    assert found.outputs[0].value == expected
    assert dmn.results(found) == [{"result": each} for each in approvers]


def test_required_decision_is_read_by_its_id_too():
    body = f"<decision id='risk_id' name='Risk of it'>{literal('3')}</decision>"
    body += decision("d", literal("[risk_id, Risk of it]"), decisions=["risk_id"])

    assert value(model(body, more=CAMUNDA)) == [3, 3]


def test_outputs_of_a_required_table_are_read_by_name():
    outputs = ['<output name="risk"/>', '<output name="fee"/>']
    body = decision("t", table(["n"], [["-", "1", "2"]], outputs=outputs))
    body += decision("d", literal("[risk, fee]"), decisions=["t"])

    assert value(model(body, more=CAMUNDA), n=1) == [1, 2]


def test_outputs_of_a_required_list_are_lists():
    outputs = ['<output name="risk"/>', '<output name="fee"/>']
    rules = [["-", "1", "2"], ["-", "3", "4"]]
    body = decision("t", table(["n"], rules, policy="COLLECT", outputs=outputs))
    body += decision("d", literal("[risk, fee]"), decisions=["t"])

    assert value(model(body, more=CAMUNDA), n=1) == [[1, 3], [2, 4]]


def test_date_column_takes_a_text():
    rules = [['< date("2026-03-21")', '"before"'], ['>= date("2026-03-21")', '"after"']]
    body = decision("d", table([("day", "date")], rules))

    assert value(model(body, more=CAMUNDA), day="2026-03-20") == "before"
    assert value(model(body, more=CAMUNDA), day="2026-03-22") == "after"


def test_values_are_feel_values():
    found = dmn.evaluate(model(decision("d", literal("0.1 + x"))), "d", {"x": 0.2})

    assert found.value == feel.parse("0.3").evaluate({}).value
