"""What differs between two diagrams."""

from pathlib import Path

import pytest

from engine.bpmn.comparing import Change, PropertyChange, compare

PROCESSES = Path(__file__).parents[2] / "processes"
XML = (Path(__file__).parents[1] / "web" / "request.bpmn").read_bytes()


def changed(old: str, new: str) -> list[Change]:
    assert old.encode() in XML
    return compare(XML, XML.replace(old.encode(), new.encode()))


@pytest.mark.parametrize("file", sorted(PROCESSES.rglob("*.bpmn")), ids=lambda file: file.stem)
def test_the_same_file_differs_in_nothing(file: Path) -> None:
    assert compare(file.read_bytes(), file.read_bytes()) == []


def test_changed_properties_say_from_what_to_what() -> None:
    (change,) = changed(
        'name="Answer the request" ravand:candidateGroups="contact-desk"',
        'name="Answer it" ravand:candidateGroups="finance"',
    )

    assert (change.element_id, change.kind, change.tag) == ("answer", "changed", "userTask")
    assert change.name == "Answer it"
    assert change.properties == (
        PropertyChange("name", "Answer the request", "Answer it"),
        PropertyChange("candidateGroups", "contact-desk", "finance"),
    )


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("پاسخ به درخواست", "پاسخ", "name:fa"),
        ("total = 100 / number", "total = 1", "script"),
        ("Somebody asks, ", "People ask, ", "documentation"),
    ],
    ids=["translation", "script", "documentation"],
)
def test_texts_inside_are_properties(old: str, new: str, path: str) -> None:
    (change,) = changed(old, new)

    assert [one.path for one in change.properties] == [path]


def test_a_flow_led_elsewhere_names_its_target() -> None:
    (change,) = changed('sourceRef="sum" targetRef="pay"', 'sourceRef="sum" targetRef="done"')

    assert change.properties == (PropertyChange("targetRef", "Pay", "Done"),)


def test_added_and_removed_elements() -> None:
    other = '<endEvent id="over" name="Over">'
    found = changed('<endEvent id="done" name="Done">', other)

    kinds = {one.element_id: one.kind for one in found}
    assert kinds["over"] == "added"
    assert kinds["done"] == "removed"


def test_another_kind_of_task_is_a_change() -> None:
    new = XML.replace(b'<userTask id="pay"', b'<manualTask id="pay"')
    new = new.replace(b"f4</outgoing></userTask>", b"f4</outgoing></manualTask>")

    (change,) = compare(XML, new)

    assert change.properties[0] == PropertyChange("tag", "userTask", "manualTask")


def test_moved_elements_are_told_apart_from_the_whole() -> None:
    one = XML.replace(b'x="490" y="78"', b'x="490" y="178"')
    every = XML.replace(b'y="78"', b'y="98"').replace(b'y="100"', b'y="120"')

    assert [(change.element_id, change.kind) for change in compare(XML, one)] == [("pay", "moved")]
    assert compare(XML, every) == []


def test_what_goes_without_saying_is_no_difference() -> None:
    assert changed('<userTask id="pay"', '<userTask startQuantity="1" id="pay"') == []
    assert changed('<userTask id="pay"', '<userTask startQuantity="2" id="pay"') != []


def test_event_definitions_are_part_of_their_event() -> None:
    text = (PROCESSES / "front_office/warranty_claim/warranty_claim.bpmn").read_text("utf-8")
    assert "P5D" in text

    changes = compare(text.encode(), text.replace("P5D", "P6D").encode())

    ways = {one.path for change in changes for one in change.properties if one.before == "P5D"}
    assert ways == {"timerEventDefinition timeDuration"}


def test_lanes_are_properties_of_what_stands_in_them() -> None:
    file = PROCESSES / "back_office/repair/repair.bpmn"
    text = file.read_text("utf-8")
    reference = "<bpmn:flowNodeRef>check_quality</bpmn:flowNodeRef>"
    other = "<bpmn:flowNodeRef>diagnose</bpmn:flowNodeRef>"
    moved = text.replace(reference, "").replace(other, other + reference)

    (change,) = compare(text.encode(), moved.encode())

    assert change.element_id == "check_quality"
    assert change.properties == (PropertyChange("lane", "Technical and quality", "Service centre"),)
