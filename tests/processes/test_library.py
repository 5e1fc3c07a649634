"""Each process of the library is complete, drawn cleanly and said in both languages."""

from __future__ import annotations

import re
from itertools import combinations, pairwise
from pathlib import Path

import pytest

from tests.processes.drawing import (
    BPMN,
    RAVAND,
    Box,
    Diagram,
    grown,
    local,
    persian_documentation,
    persian_name,
)

LIBRARY = Path(__file__).resolve().parents[2] / "processes"
DIAGRAMS = sorted(LIBRARY.glob("*_office/*/*.bpmn"))
GENERATED_ID = re.compile(r"(?:^|_)(?=[a-z]*\d)[a-z0-9]{6,}$|^(?:Activity|Event|Gateway|Flow)_")
ARABIC_LETTER = re.compile("[\u064a\u0643\u0629]")
MISSING_HALF_SPACE = re.compile(
    r"(?<!\w)ن?می (?=\S)|\S ها(?:ی|یی)?(?!\w)|\w تر(?:ین)?(?!\w)|ه (?:ای|ایم|اید|اند)(?!\w)"
)
STRAY_HALF_SPACE = re.compile("(?<!\\w)\u200c|\u200c(?!\\w)")
PERSIAN = re.compile("[\u0600-\u06ff]")


@pytest.fixture(params=DIAGRAMS, ids=lambda path: path.stem)
def diagram(request: pytest.FixtureRequest) -> Diagram:
    return Diagram(request.param)


def named(diagram: Diagram) -> list:
    """Return what a reader sees a name of."""
    splits = {"exclusiveGateway", "inclusiveGateway", "complexGateway"}
    flows = []
    for flow in diagram.flows:
        source = diagram.by_id[flow.get("sourceRef")]
        leaving = source.findall(f"{BPMN}outgoing")
        if local(flow) == "messageFlow" or (local(source) in splits and len(leaving) > 1):
            flows.append(flow)
    return [*diagram.flow_nodes, *diagram.containers, *flows]


def test_library_is_not_empty():
    assert "complaint_handling" in [path.stem for path in DIAGRAMS]


def test_folder_is_complete(diagram: Diagram):
    folder = diagram.path.parent

    assert diagram.path.stem == folder.name
    assert (folder / "README.md").is_file()
    process = diagram.by_id[folder.name]
    assert local(process) == "process"
    assert process.get("isExecutable") == "true"
    office = folder.parent.name.removesuffix("_office")
    assert process.get(f"{RAVAND}office") == office
    assert re.fullmatch("[A-Z]", process.get(f"{RAVAND}caseLetter"))


def test_xml_has_no_doctype(diagram: Diagram):
    assert not diagram.root.getroottree().docinfo.doctype


def test_ids_are_unique_and_meaningful(diagram: Diagram):
    ids = [e.get("id") for e in diagram.root.iter() if e.get("id")]

    assert sorted(ids) == sorted(set(ids))
    assert [i for i in ids if not re.fullmatch("[a-z][a-z0-9_]+", i)] == []
    assert [i for i in ids if GENERATED_ID.search(i)] == []


def test_everything_is_named_in_both_languages(diagram: Diagram):
    nameless = [e.get("id") for e in named(diagram) if not e.get("name")]
    untranslated = [e.get("id") for e in named(diagram) if not persian_name(e)]

    assert nameless == []
    assert untranslated == []


def test_names_are_in_the_language_they_claim(diagram: Diagram):
    for element in named(diagram):
        assert element.get("name").isascii(), element.get("id")
        assert PERSIAN.search(persian_name(element)), element.get("id")


def test_persian_is_written_as_persian(diagram: Diagram):
    files = [diagram.path, *diagram.path.parent.glob("*.form")]

    for file in files:
        text = file.read_text()
        assert ARABIC_LETTER.findall(text) == [], file.name
        assert MISSING_HALF_SPACE.findall(text) == [], file.name
        assert STRAY_HALF_SPACE.findall(text) == [], file.name


@pytest.mark.parametrize(
    "text", ["نمی شود", "یافته ها را", "نامه های", "ساده تر", "بزرگ ترین", "شده اند", "خانه ای"]
)
def test_missing_half_space_is_found(text: str):
    assert MISSING_HALF_SPACE.search(text)
    assert not MISSING_HALF_SPACE.search(text.replace(" ", "\u200c"))


@pytest.mark.parametrize("text", ["یافته\u200c ها", "می\u200c.", "می\u200c\u200cشود"])
def test_stray_half_space_is_found(text: str):
    assert STRAY_HALF_SPACE.search(text)


def test_everything_says_who_does_what(diagram: Diagram):
    silent = [
        e.get("id")
        for e in [*diagram.flow_nodes, *diagram.containers]
        if not (e.findtext(f"{BPMN}documentation") or "").strip()
    ]

    assert silent == []


def test_people_are_told_what_to_do_in_both_languages(diagram: Diagram):
    process = diagram.by_id[diagram.path.stem]

    for element in [process, *diagram.root.iter(f"{BPMN}userTask")]:
        english = element.findtext(f"{BPMN}documentation") or ""
        persian = persian_documentation(element)
        assert re.search("[a-z]", english), element.get("id")
        assert not PERSIAN.search(english), element.get("id")
        assert PERSIAN.search(persian), element.get("id")
        assert MISSING_HALF_SPACE.findall(persian) == [], element.get("id")
        assert STRAY_HALF_SPACE.findall(persian) == [], element.get("id")
        assert persian.endswith("."), element.get("id")
        assert "${" not in persian, element.get("id")


def test_everything_is_drawn(diagram: Diagram):
    shown = [*diagram.flow_nodes, *(e for e in diagram.containers if local(e) != "process")]

    assert {e.get("id") for e in shown} == set(diagram.boxes)
    assert {e.get("id") for e in diagram.flows} == set(diagram.lines)


def test_nodes_lie_in_their_lane_and_pool(diagram: Diagram):
    process = diagram.path.stem
    pool = next(e for e in diagram.containers if e.get("processRef") == process).get("id")

    for node in diagram.flow_nodes:
        box, lanes = diagram.boxes[node.get("id")], diagram.lanes_of.get(node.get("id"), [])
        assert diagram.boxes[pool].contains(box), node.get("id")
        if local(node) == "boundaryEvent":
            box = Box(box.x + box.width / 2, box.y + box.height / 2, 0, 0)
        if lanes:
            place = diagram.boxes[lanes[0]]
            for lane in lanes[1:]:
                place = place.joined(diagram.boxes[lane])
            assert place.contains(box), node.get("id")
        assert lanes or diagram.scope(node) != process, f"{node.get('id')} is in no lane"


def test_tasks_of_people_lie_in_a_lane(diagram: Diagram):
    people = [n.get("id") for n in diagram.flow_nodes if local(n) in ("userTask", "manualTask")]

    assert [i for i in people if i not in diagram.lanes_of] == []


def test_nodes_lie_in_their_subprocess(diagram: Diagram):
    for node in diagram.flow_nodes:
        scope = diagram.scope(node)
        if scope != diagram.path.stem:
            assert diagram.boxes[scope].contains(diagram.boxes[node.get("id")]), node.get("id")


def test_boundary_events_sit_on_their_activity(diagram: Diagram):
    for node in diagram.flow_nodes:
        if local(node) == "boundaryEvent":
            box = diagram.boxes[node.get("id")]
            centre = (box.x + box.width / 2, box.y + box.height / 2)
            assert diagram.boxes[node.get("attachedToRef")].touches(centre), node.get("id")


def test_lanes_fill_their_pool(diagram: Diagram):
    lanes = sorted(
        (diagram.boxes[e.get("id")] for e in diagram.root.iter(f"{BPMN}lane")), key=lambda b: b.y
    )

    for upper, lower in pairwise(lanes):
        assert upper.y + upper.height == lower.y
        assert (upper.x, upper.width) == (lower.x, lower.width)


def test_shapes_do_not_overlap(diagram: Diagram):
    for one, two in combinations(diagram.flow_nodes, 2):
        ids = one.get("id"), two.get("id")
        related = diagram.is_inside(one, ids[1]) or diagram.is_inside(two, ids[0])
        attached = one.get("attachedToRef") == ids[1] or two.get("attachedToRef") == ids[0]
        if not (related or attached):
            assert not diagram.boxes[ids[0]].overlaps(diagram.boxes[ids[1]]), ids


def test_edges_are_orthogonal_and_end_at_shapes(diagram: Diagram):
    for flow in diagram.flows:
        points = diagram.lines[flow.get("id")]
        assert len(points) >= 2
        assert all(not (s.width and s.height) for s in diagram.segments(flow.get("id"))), flow.get(
            "id"
        )
        assert diagram.boxes[flow.get("sourceRef")].touches(points[0]), flow.get("id")
        assert diagram.boxes[flow.get("targetRef")].touches(points[-1]), flow.get("id")


def test_edges_do_not_run_through_shapes(diagram: Diagram):
    for flow in diagram.flows:
        ends = [diagram.by_id[flow.get(name)] for name in ("sourceRef", "targetRef")]
        for node in diagram.flow_nodes:
            if any(e is node or diagram.is_inside(e, node.get("id")) for e in ends):
                continue
            if any(e.get("attachedToRef") == node.get("id") for e in ends):
                continue
            box = diagram.boxes[node.get("id")]
            hit = [s for s in diagram.segments(flow.get("id")) if grown(s).overlaps(box)]
            assert hit == [], (flow.get("id"), node.get("id"))


def test_edges_do_not_run_through_their_own_ends(diagram: Diagram):
    for flow in diagram.flows:
        for name in ("sourceRef", "targetRef"):
            box = diagram.boxes[flow.get(name)].shrunk(1)
            hit = [
                s for s in diagram.segments(flow.get("id")) if grown(s).shrunk(0.4).overlaps(box)
            ]
            assert hit == [], flow.get("id")


def test_sequence_flows_do_not_cross_each_other(diagram: Diagram):
    flows = [f for f in diagram.flows if local(f) == "sequenceFlow"]

    for one, two in combinations(flows, 2):
        nodes = {one.get("sourceRef"), one.get("targetRef")}
        if nodes & {two.get("sourceRef"), two.get("targetRef")}:
            continue
        for a in diagram.segments(one.get("id")):
            crossing = [b for b in diagram.segments(two.get("id")) if grown(a).overlaps(grown(b))]
            assert crossing == [], (one.get("id"), two.get("id"))


def test_names_beside_a_shape_have_a_place(diagram: Diagram):
    outside = ("Event", "Gateway", "Flow")
    missing = [
        e.get("id")
        for e in [*diagram.flow_nodes, *diagram.flows]
        if e.get("name") and local(e).endswith(outside) and e.get("id") not in diagram.labels
    ]

    assert missing == []


def test_labels_are_legible(diagram: Diagram):
    """No label lies on a shape, on another label or on a line."""
    labels = diagram.labels
    for one, two in combinations(labels, 2):
        assert not labels[one].overlaps(labels[two]), (one, two)
    for owner, label in labels.items():
        for node in diagram.flow_nodes:
            expanded = local(node) == "subProcess" and diagram.boxes[node.get("id")].contains(label)
            if not expanded:
                assert not label.overlaps(diagram.boxes[node.get("id")]), (owner, node.get("id"))
        for flow in diagram.flows:
            hit = [
                s for s in diagram.segments(flow.get("id")) if grown(s).overlaps(label.shrunk(1))
            ]
            assert hit == [], (owner, flow.get("id"))
