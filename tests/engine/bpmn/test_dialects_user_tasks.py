"""Who works a user task, until when and with which form, in every vendor's words."""

import pytest

from tests.engine.bpmn.diagrams import (
    compiled,
    errors,
    extended,
    flow,
    line,
    node,
    process,
    value,
    values,
)


def user_task(attributes="", inner="", extensions=""):
    return line(extended("userTask", "u", extensions, attributes, inner), "u")


def assigned(attributes="", inner=""):
    return node(user_task(attributes, inner), "u").assignment


@pytest.mark.parametrize("vendor", ["ravand", "camunda", "operaton", "flowable", "activiti"])
def test_every_vendor_says_who_works_a_task(vendor):
    found = assigned(
        f'{vendor}:assignee="kermit" {vendor}:candidateUsers="a, b" '
        f'{vendor}:candidateGroups="${{g}}, sales" {vendor}:dueDate="P3D" '
        f'{vendor}:followUpDate="2026-12-01T08:00:00Z" {vendor}:priority="70"'
    )

    assert value(found.assignee) == "kermit"
    assert values(found.candidate_users) == ["a", "b"]
    assert values(found.candidate_groups, g="hr") == ["hr", "sales"]
    assert value(found.due_at) == "P3D"
    assert value(found.follow_up_at) == "2026-12-01T08:00:00Z"
    assert value(found.priority) == "70"


def test_our_words_win_over_other_vendors():
    both = 'camunda:assignee="kermit" ravand:assignee="piggy"'

    assert value(assigned(both).assignee) == "piggy"


def test_commas_inside_of_expressions_do_not_split():
    found = assigned("camunda:candidateGroups=\"${n == 1 ? 'a,b' : 'c'}, d\"")

    assert values(found.candidate_groups, n=1) == ["a,b", "d"]


@pytest.mark.parametrize(
    "text", ["tomorrow", "P", "PT", "3 days", "2026-13-01", "P9999Y", "0001-01-01T00:00+14:00"]
)
def test_dates_are_checked(text):
    assert errors(user_task(f'camunda:dueDate="{text}"')) == [("date_invalid", "u")]


@pytest.mark.parametrize("text", ["P3D", "PT1H", "2026-12-01", "2026-12-01T08:00:00Z", "${due}"])
def test_dates_may_be_moments_durations_and_expressions(text):
    assert assigned(f'camunda:followUpDate="{text}"').follow_up_at is not None


def test_priority_must_be_a_number_or_expression():
    assert errors(user_task('ravand:priority="high"')) == [("number_invalid", "u")]
    assert value(assigned('ravand:priority="${p}"').priority, p=3) == 3


def role(tag, text):
    return (
        f"<{tag}><resourceAssignmentExpression><formalExpression>{text}</formalExpression>"
        f"</resourceAssignmentExpression></{tag}>"
    )


@pytest.mark.parametrize(
    ("inner", "assignee", "users", "groups"),
    [
        (role("potentialOwner", "management"), None, [], ["management"]),
        (role("potentialOwner", "user(kermit), group(sales)"), None, ["kermit"], ["sales"]),
        (role("potentialOwner", "${g}"), None, [], ["hr"]),
        (role("humanPerformer", "kermit"), "kermit", [], []),
        (role("humanPerformer", "user( ${g} )"), "hr", [], []),
        (role("performer", "group(sales)"), None, [], ["sales"]),
    ],
)
def test_resource_roles_name_workers(inner, assignee, users, groups):
    found = assigned("", inner)

    assert value(found.assignee, g="hr") == assignee
    assert values(found.candidate_users) == users
    assert values(found.candidate_groups, g="hr") == groups


def test_attribute_wins_over_performer():
    found = assigned('camunda:assignee="piggy"', role("humanPerformer", "kermit"))

    assert value(found.assignee) == "piggy"


RESOURCE = '<resource id="R" name="Contact Desk"/>'


def test_resource_means_the_group_of_its_name():
    owner = "<potentialOwner><resourceRef>R</resourceRef></potentialOwner>"
    body = '<userTask id="u">{}</userTask><userTask id="v" camunda:assignee="x">{}</userTask>'
    xml = process(f'<startEvent id="a"/>{body.format(owner, owner)}{flow("a", "u")}', "", RESOURCE)
    specs = compiled(xml).specs["P"].task_specs

    assert values(specs["u"].assignment.candidate_groups) == ["contact-desk"]
    assert specs["v"].assignment.candidate_groups == ()
    assert errors(xml.replace(b"<resource ", b"<resource x='' ").replace(b'id="R"', b'id="Q"')) == [
        ("dangling_reference", "u"),
        ("dangling_reference", "v"),
    ]


def laned(lanes, tasks, nested=""):
    return process(f'<laneSet id="ls">{lanes}</laneSet><startEvent id="a"/>{tasks}{nested}')


def lane(name, refs, attributes="", inner=""):
    refs = "".join(f"<flowNodeRef>{ref}</flowNodeRef>" for ref in refs)
    return f'<lane id="l{name}" name="{name}" {attributes}>{refs}{inner}</lane>'


def test_lane_means_a_group_where_the_task_names_nobody():
    tasks = (
        '<userTask id="u"/><userTask id="v" camunda:assignee="kermit"/>'
        '<userTask id="w" camunda:candidateUsers="piggy"/>'
    )
    spec = compiled(laned(lane("Contact  Desk", "uvw"), tasks)).specs["P"].task_specs

    assert [spec[i].lane for i in "uvw"] == ["Contact Desk"] * 3
    assert values(spec["u"].assignment.candidate_groups) == ["contact-desk"]
    assert spec["v"].assignment.candidate_groups == ()
    assert spec["w"].assignment.candidate_groups == ()


@pytest.mark.parametrize(
    ("name", "group"),
    [
        ("Contact desk", "contact-desk"),
        ("  R&amp;D / Labs ", "r-d-labs"),
        ("میز تماس", "میز-تماس"),
        ("ميز تماس", "میز-تماس"),
        ("!!!", None),
    ],
)
def test_name_of_a_lane_becomes_a_group(name, group):
    spec = compiled(laned(lane(name, "u"), '<userTask id="u"/>')).specs["P"].task_specs

    assert values(spec["u"].assignment.candidate_groups) == ([group] if group else [])


def test_group_of_a_lane_wins_over_its_name():
    xml = laned(lane("میز تماس", "u", 'ravand:group="contact-desk"'), '<userTask id="u"/>')

    assert compiled(xml).processes["P"].groups == {"contact-desk"}


def test_innermost_lane_counts():
    inner = f"<childLaneSet>{lane('Inner', 'u')}</childLaneSet>"
    xml = laned(lane("Outer", "uv", inner=inner), '<userTask id="u"/><userTask id="v"/>')
    spec = compiled(xml).specs["P"].task_specs

    assert (spec["u"].lane, spec["v"].lane) == ("Inner", "Outer")


def test_lane_of_a_subprocess_counts_inside():
    nested = '<subProcess id="S"><startEvent id="s"/><userTask id="i"/></subProcess>'
    definition = compiled(laned(lane("Desk", "S"), "", nested))
    inner = definition.subprocess_specs["P"]["S"].task_specs["i"]

    assert inner.lane == "Desk"
    assert values(inner.assignment.candidate_groups) == ["desk"]
    assert definition.processes["P"].groups == {"desk"}


def test_description_shows_what_it_can():
    found = assigned("", "<documentation>Call ${name} for ${what}</documentation>").description

    assert value(found, name="Ann", what="cash") == "Call Ann for cash"
    assert value(found, name="Ann") == "Call ${name} for ${what}"
    broken = assigned("", "<documentation>Pay ${</documentation>").description
    assert value(broken) == "Pay ${"
