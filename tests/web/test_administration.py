"""The operation log, health and settings of an installation."""

import csv
import io

import pytest

from tests.web.conftest import Login, World, post
from web.settings import source

PAGES = ("", "/health", "/settings", "/operations", "/operations/operations.csv")


@pytest.mark.parametrize("page", PAGES)
def test_only_administration_opens_its_pages(world: World, login: Login, page: str) -> None:
    path = f"/administration{page}"

    assert login("adam").get(path).status_code == 200
    assert [login(name).get(path).status_code for name in ("alice", "mona", "dena")] == [403] * 3


def test_operator_sees_all_but_accounts(world: World, login: Login) -> None:
    post(login("adam"), "/people/charlie", name="Charlie", roles="operator")
    charlie = login("charlie")

    page = charlie.get("/administration").text

    assert "/administration/operations" in page
    assert 'href="/people"' not in page
    assert charlie.get("/people").status_code == 403
    assert charlie.get(f"/cases/{world.case_id}/move").status_code == 200


def test_acts_on_accounts_are_logged(world: World, login: Login) -> None:
    adam = login("adam")
    post(adam, "/people/bob", name="Bob", groups="finance", roles="manager")
    post(adam, "/people/bob/password", password="a-longer-password")
    post(adam, "/people/bob/tokens", name="robot")
    post(adam, "/people/bob/active", active="no")

    rows = list(csv.DictReader(io.StringIO(as_csv(adam, "actor=adam"))))

    told = [(r["verb"], r["entity"], r["entity_id"], r["property"], r["new_value"]) for r in rows]
    assert told[0] == ("deactivate", "person", "bob", "", "")
    assert told[1][:2] == ("create", "token")
    assert told[2:] == [
        ("set password", "person", "bob", "", ""),
        ("set", "person", "bob", "roles", "manager"),
        ("set", "person", "bob", "groups", "finance"),
    ]


def test_log_is_filtered(world: World, login: Login) -> None:
    adam, path = login("adam"), f"/cases/{world.case_id}"
    post(adam, f"{path}/variables", name="x", value="=1+1", reason="=2", type="text")
    post(adam, f"{path}/suspend", suspended="yes", reason="Wait")

    for wanted, count in {
        "actor=adam": 2,
        "actor=mona": 0,
        "verb=suspend": 1,
        f"case={world.case().case_no}": 2,
        "since=2020-01-01": 4,
        "since=۱۳۹۹/۰۱/۰۱&until=1400/01/01": 0,
        "since=nonsense&verb=set": 1,
    }.items():
        rows = list(csv.DictReader(io.StringIO(as_csv(adam, wanted))))
        of_case = [row for row in rows if row["entity"] in ("process instance", "variable")]
        assert len(of_case if "since=2020" not in wanted else rows) >= min(count, 1), wanted
        assert count or not rows, wanted

    page = adam.get("/administration/operations?verb=set&entity=variable").text
    assert "=1+1" in page
    assert ",'=2" in as_csv(adam, "verb=set&entity=variable")


def as_csv(client, query: str) -> str:
    return client.get(f"/administration/operations/operations.csv?{query}").text.lstrip("\ufeff")


def test_health_says_what_to_do(world: World, login: Login) -> None:
    adam = login("adam")
    page = adam.get("/administration/health").text
    post(adam, "/preferences", locale="fa")
    persian = adam.get("/administration/health").text

    assert "MiB free" in page
    assert "RAVAND_SMTP_HOST" in page
    assert "مبی‌بایت آزاد" in persian


def test_settings_hide_secrets(world: World, login: Login) -> None:
    page = login("adam").get("/administration/settings").text

    assert "RAVAND_SMTP_PASSWORD" in page
    assert "Hidden" in page
    assert "Asia/Tehran" in page


@pytest.mark.parametrize(
    ("name", "environ", "found"),
    [
        ("RAVAND_THREADS", {}, "default"),
        ("RAVAND_THREADS", {"RAVAND_THREADS": "3"}, "environment"),
        ("RAVAND_SMTP_PASSWORD", {"RAVAND_SMTP_PASSWORD_FILE": "/x"}, "file"),
        ("RAVAND_THREADS", {"RAVAND_THREADS_FILE": "/x"}, "default"),
    ],
)
def test_source_of_a_setting(name: str, environ: dict[str, str], found: str) -> None:
    assert source(name, environ) == found
