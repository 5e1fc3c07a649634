"""Callers of the API: people with Basic authentication, and a program with a token."""

import base64

import pytest

from tests.engine.diagrams import CASE, diagram, flows
from tests.web.conftest import PASSWORD
from web import services
from web.accounts import commands
from web.accounts.credentials import create_token
from web.accounts.roles import Role

WORK = diagram(
    '<startEvent id="a"/>'
    '<serviceTask id="s" name="Score" camunda:type="external" camunda:topic="score"/>'
    '<boundaryEvent id="b" attachedToRef="s"><errorEventDefinition errorRef="E"/></boundaryEvent>'
    '<userTask id="bad" name="Look at it" camunda:candidateGroups="contact-desk"/>'
    '<endEvent id="z"/>' + flows("a>s, s>z, b>bad"),
    key="scoring",
    before='<error id="E" errorCode="NO_SCORE"/>',
)
ORDER = CASE.replace(b"sales,finance", b"contact-desk")


class Caller:
    """A client that sends credentials with every request."""

    def __init__(self, client, authorization):
        self._client, self._headers = client, {"Authorization": authorization}

    def __getattr__(self, method):
        call = getattr(self._client, method)

        def send(path, **options):
            return call(f"/engine-rest{path}", headers=self._headers, **options)

        return send


@pytest.fixture
def caller(app):
    def caller(name, password=PASSWORD):
        secret = base64.b64encode(f"{name}:{password}".encode()).decode()
        return Caller(app.test_client(), f"Basic {secret}")

    return caller


@pytest.fixture
def admin(caller):
    return caller("adam")


@pytest.fixture
def program(app):
    """An account for a program, signed in by a token."""
    settings = app.extensions["ravand"].settings
    with app.app_context(), services.change("test") as ctx:
        commands.create_account(ctx, settings, "robot", PASSWORD)
        commands.set_roles(ctx, "user", "robot", [Role.INTEGRATOR])
        _, token = create_token(ctx, "robot", "tests")
    return Caller(app.test_client(), f"Bearer {token}")


@pytest.fixture
def deploy(admin):
    def deploy(*files, expect=200, **options):
        import io

        data = {"deployment-name": "test", **options}
        data |= {name: (io.BytesIO(content), name) for name, content in files}
        answer = admin.post("/deployment/create", data=data)
        assert answer.status_code == expect, answer.text
        return answer.json

    return deploy


@pytest.fixture
def order(deploy):
    return deploy(("order.bpmn", ORDER))


@pytest.fixture
def started(order, admin):
    variables = {
        "clerk": {"value": None, "type": "Null"},
        "price": {"value": 3, "type": "Integer"},
        "count": {"value": 4, "type": "Long"},
    }
    body = {"variables": variables, "businessKey": "B-1"}
    answer = admin.post("/process-definition/key/order/start", json=body)
    assert answer.status_code == 200, answer.text
    return answer.json
