"""People, groups, roles and tokens as an administrator works with them."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from tests.web.conftest import PASSWORD, Login, post
from web import services
from web.accounts import commands, credentials, demo, queries
from web.accounts.errors import LastAdministratorError, SignInRefusedError
from web.accounts.roles import GRANTS, Permission, Role, grants
from web.extensions import db


def test_new_person_can_work(login: Login) -> None:
    admin = login("adam")

    answer = post(
        admin,
        "/people/new",
        account="Zari",
        name="Zari",
        name_fa="زری",
        email="z@example.org",
        password=PASSWORD,
        groups="contact-desk",
        roles=["employee"],
    )

    assert answer.location == "/people/zari"
    assert "زری" in admin.get("/people/zari").text
    assert login("zari", PASSWORD).get("/tasks").status_code == 200


@pytest.mark.parametrize(
    ("changed", "text"),
    [
        ({"account": "alice"}, "The name alice is taken."),
        ({"account": "a b"}, "small letters a to z"),
        ({"account": "آلیس"}, "small letters a to z"),
        ({"password": "short"}, "at least 10 characters"),
        ({"groups": "ghosts"}, "There is no group ghosts."),
    ],
    ids=["taken", "space", "persian", "password", "group"],
)
def test_new_person_is_refused(login: Login, changed: dict[str, str], text: str) -> None:
    admin = login("adam")
    form = {"account": "zari", "name": "Zari", "password": PASSWORD, "roles": "employee"}

    answer = post(admin, "/people/new", **form | changed)

    assert answer.status_code in (404, 422)
    assert text in answer.text
    assert admin.get("/people/zari").status_code == 404


def test_groups_and_roles_are_replaced(app: Flask, login: Login) -> None:
    admin = login("adam")

    post(admin, "/people/alice", name="Alice B", groups="finance", roles="designer")

    with app.app_context():
        session = db.session()
        assert queries.held(session, "alice") == (("finance",), {"designer"})
        assert queries.account(session, "alice").name == "Alice B"


def test_new_password_ends_sessions(login: Login) -> None:
    alice, admin = login("alice"), login("adam")

    answer = post(admin, "/people/alice/password", password="another password")

    assert answer.status_code == 303
    assert alice.get("/tasks").status_code == 302
    login("alice", "another password")


def test_last_administrator_stays(login: Login) -> None:
    admin = login("adam")
    post(admin, "/people/root/active", active="no")

    off = post(admin, "/people/adam/active", active="no")
    demoted = post(admin, "/people/adam", name="Adam", roles="employee")

    assert off.status_code == demoted.status_code == 422
    assert "At least one active administrator must remain." in off.text
    assert admin.get("/people").status_code == 200


def test_administrators_through_a_group_count(app: Flask) -> None:
    with app.app_context(), services.change("test") as ctx:
        commands.set_roles(ctx, "group", "finance", [Role.ADMINISTRATOR])
        commands.set_active(ctx, "root", active=False)
        commands.set_roles(ctx, "user", "adam", [])

        assert queries.administrators(ctx.session) == {"charlie"}
        with pytest.raises(LastAdministratorError):
            commands.set_members(ctx, "finance", ["nobody"]) or commands.set_active(
                ctx, "nobody", active=False
            )


def test_group_with_members_and_roles(app: Flask, login: Login) -> None:
    admin = login("adam")

    made = post(admin, "/groups", key="Night-shift", name="Night shift", name_fa="شب‌کار")
    post(admin, made.location, name="Night", members=["bob", "dena"], roles="manager")

    assert made.location == "/groups/night-shift"
    with app.app_context():
        session = db.session()
        assert queries.members(session, "night-shift") == ["bob", "dena"]
        assert queries.held(session, "bob") == (
            ("contact-desk", "night-shift"),
            {"employee", "manager"},
        )
        assert queries.group_names(session, "en")["night-shift"] == "Night"


def test_group_key_is_checked(login: Login) -> None:
    admin = login("adam")

    assert "is taken" in post(admin, "/groups", key="finance", name="x").text
    assert post(admin, "/groups", key="two words", name="x").status_code == 422
    assert admin.get("/groups/ghosts").status_code == 404


def test_deployment_groups_are_created_empty(app: Flask) -> None:
    with app.app_context(), services.change("test") as ctx:
        assert commands.ensure_groups(ctx, {"finance", "it-desk"}) == ["it-desk"]
        assert commands.ensure_groups(ctx, {"finance", "it-desk"}) == []
        assert queries.group(ctx.session, "it-desk").name == "It desk"
        assert queries.members(ctx.session, "it-desk") == []


def test_token_is_shown_once_and_signs_in(app: Flask, login: Login) -> None:
    alice = login("alice")

    page = post(alice, "/profile/tokens", name="Till", days=30).text
    token = re.search(r"rvd_[\w-]+", page).group()

    assert token not in alice.get("/profile").text
    with app.app_context():
        found = credentials.by_token(db.session(), token, datetime.now(UTC))
        assert found.id == "alice"
        (row,) = queries.tokens(db.session(), "alice")
        assert row.last_used_at is not None
        assert token not in row.hash


@pytest.mark.parametrize("why", ["unknown", "expired", "deactivated", "taken back"])
def test_token_is_refused(app: Flask, why: str) -> None:
    now = datetime.now(UTC)
    with app.app_context(), services.change("test") as ctx:
        ends = now - timedelta(seconds=1) if why == "expired" else None
        row, token = credentials.create_token(ctx, "alice", "Till", ends)
        ctx.session.flush()
        if why == "deactivated":
            commands.set_active(ctx, "alice", active=False)
        if why == "taken back":
            commands.delete_token(ctx, "alice", row.id)

        given = "rvd_guess" if why == "unknown" else token
        with pytest.raises(SignInRefusedError):
            credentials.by_token(ctx.session, given, now)


def test_only_the_owner_takes_a_token_back(app: Flask, login: Login) -> None:
    with app.app_context(), services.change("test") as ctx:
        row, _token = credentials.create_token(ctx, "alice", "Till")
        row_id = row.id
    bob = login("bob")

    assert post(bob, f"/profile/tokens/{row_id}/delete").status_code == 404
    assert post(login("alice"), f"/profile/tokens/{row_id}/delete").status_code == 303


def test_administrator_makes_tokens_for_programs(login: Login) -> None:
    admin = login("adam")

    page = post(admin, "/people/nobody/tokens", name="worker")

    assert re.search(r"rvd_[\w-]+", page.text)
    assert post(admin, "/people/ghost/tokens", name="worker").status_code == 404


def test_demo_people_load_once(empty_app: Flask) -> None:
    settings = empty_app.extensions["ravand"].settings
    with empty_app.app_context():
        with services.change("demo") as ctx:
            loaded = demo.load(ctx, settings)
        with services.change("demo") as ctx:
            commands.describe_account(ctx, "sara", name="Changed", name_fa=None, email=None)
        with services.change("demo") as ctx:
            demo.load(ctx, settings)

        session = db.session()
        assert {one.id for one in loaded} == {row.id for row in queries.accounts(session)}
        assert queries.account(session, "sara").name == "Changed"
        assert set(demo.GROUPS) == set(queries.member_counts(session))
        held = {role for one in loaded for role in one.roles}
        assert held == set(Role)


def test_roles_add_up() -> None:
    both = grants([Role.EMPLOYEE, Role.MANAGER])

    assert both.everywhere == GRANTS[Role.MANAGER].everywhere
    assert Permission.TASK_WORK in both.involved
    assert grants([]).everywhere == grants([]).involved == frozenset()
    assert grants([Role.ADMINISTRATOR]).everywhere == set(Permission)
