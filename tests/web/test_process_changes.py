"""What changed between two versions of a process."""

from tests.web.conftest import Login, World, bundle
from web import publishing

XML = bundle()[0][1]


def changed(world: World, old: str, new: str) -> str:
    """Deploy another version; return its id."""
    xml = XML.replace(old.encode(), new.encode())
    assert xml != XML
    files = [("request.bpmn", xml), bundle()[1]]
    return str(world.do("dena", publishing.publish, "request", files).definitions[0].id)


def test_changes_are_said_in_words(world: World, login: Login) -> None:
    newer = changed(world, 'ravand:candidateGroups="finance"', 'ravand:candidateGroups="desk"')

    page = login("dena").get(f"/processes/{newer}/changes").text

    assert "From version 1 to version 2" in page
    assert "Changed · 1" in page
    assert '<del dir="auto">finance</del> <ins dir="auto">desk</ins>' in page
    assert "&#34;pay&#34;: &#34;changed&#34;" in page or '{"pay": "changed"}' in page


def test_names_come_in_the_language_of_the_reader(world: World, login: Login) -> None:
    newer = changed(world, "P2D", "P3D")

    dena = login("dena")
    dena.set_cookie("language", "fa")

    page = dena.get(f"/processes/{newer}/changes").text
    assert "پاسخ به درخواست" in page
    assert "سررسید" in page


def test_any_two_versions_can_be_compared(world: World, login: Login) -> None:
    changed(world, "P2D", "P3D")
    third = changed(world, "P2D", "P4D")

    page = login("dena").get(f"/processes/{third}/changes?with={world.definition_id}").text
    back = login("dena").get(f"/processes/{world.definition_id}/changes").text

    assert "From version 1 to version 3" in page
    assert "From version 3 to version 1" in back


def test_a_version_alone_differs_in_nothing(world: World, login: Login) -> None:
    page = login("dena").get(f"/processes/{world.definition_id}/changes?with=other:1:x").text

    assert "Nothing is different." in page


def test_changes_are_for_those_who_see_the_process(world: World, login: Login) -> None:
    path = f"/processes/{world.definition_id}/changes"

    assert login("mona").get(path).status_code == 200
    assert login("alice").get(path).status_code == 403
    assert login("dena").get("/processes/none/changes").status_code == 404
