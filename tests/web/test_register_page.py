"""The page on which people say what a process is for, and whose it is."""

from tests.web.conftest import Login, World, post
from web.extensions import db
from web.register import queries as register

PAGE = "/processes/register/request"
SAID = {
    "owner": "group:finance",
    "kind": "core",
    "importance": "4",
    "stage": "serve",
    "office": "back",
    "improvement": "زمان پاسخ کوتاه‌تر شود",
    "starter_groups": ["finance"],
    "reader_users": ["bob"],
}


def test_what_is_said_stands_on_the_page_of_the_process(world: World, login: Login) -> None:
    dena = login("dena")

    answer = post(dena, PAGE, seen=0, **SAID)

    page = dena.get(answer.location).text
    for text in ("Finance", "Core process", "Vital", "Service", "Back office", "Bob", "Dena"):
        assert text in page
    assert "زمان پاسخ کوتاه‌تر شود" in page
    form = dena.get(PAGE).text
    assert '<option value="group:finance" selected>' in form
    assert 'value="serve" selected' in form


def test_second_tab_is_told_who_was_faster(world: World, login: Login) -> None:
    post(login("adam"), PAGE, seen=0, owner="user:mona")

    answer = post(login("dena"), PAGE, seen=0, kind="core")

    assert answer.status_code == 409
    assert "Adam changed what is said about this process" in answer.text
    assert '<option value="user:mona" selected>' in answer.text


def test_nonsense_is_left_out_and_unknown_people_are_refused(world: World, login: Login) -> None:
    dena = login("dena")

    lost = post(dena, PAGE, seen="x", owner="user:ghost", kind="core")
    post(dena, PAGE, seen="x", kind="odd", importance="99", stage="no", office="roof", owner="?")

    assert lost.status_code == 422
    assert "ghost" in lost.text
    with world.app.app_context():
        facts = register.known(db.session(), "request")
    assert (facts.kind, facts.importance, facts.stage, facts.office) == (None,) * 4
    assert (facts.owner, facts.revision) == (None, 1)


def test_register_of_nothing_is_not_found(world: World, login: Login) -> None:
    assert login("dena").get("/processes/register/nothing").status_code == 404


def test_owner_may_change_the_facts_and_others_not(world: World, login: Login) -> None:
    post(login("dena"), PAGE, seen=0, owner="user:charlie")

    answers = {name: post(login(name), PAGE, seen=1) for name in ("mona", "alice", "charlie")}

    codes = {name: answer.status_code for name, answer in answers.items()}
    assert codes == {"mona": 403, "alice": 403, "charlie": 303}
