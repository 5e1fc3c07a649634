"""A process as a whole, its loops and subprocesses, and files with several processes."""

import pytest

from tests.cost import calls
from tests.engine.bpmn.diagrams import (
    compiled,
    definitions,
    errors,
    extended,
    flow,
    line,
    node,
    process,
    refused,
    value,
    warnings,
)

START_END = f'<startEvent id="a"/><endEvent id="z"/>{flow("a", "z")}'


def info(attributes="", extensions="", body=START_END):
    holder = f"<extensionElements>{extensions}</extensionElements>" if extensions else ""
    return compiled(process(holder + body, attributes)).processes["P"]


def test_a_bare_process():
    found = info()

    assert (found.key, found.name, found.startable) == ("P", "P", True)
    assert (found.office, found.case_letter, found.start_form_key) == (None, None, None)
    assert (found.groups, found.form_keys, found.dimensions) == (frozenset(), frozenset(), {})


def test_a_process_says_much_about_itself():
    found = info(
        'name="Handle\n complaints" ravand:office="front" ravand:caseLetter="C" '
        'camunda:versionTag="1.2" camunda:candidateStarterGroups="desk, sales" '
        'camunda:candidateStarterUsers="kermit"',
        '<ravand:dimension name="channel" variable="via"/>'
        '<ravand:dimension name="outcome"/><ravand:name lang="FA">شکایت</ravand:name>',
        '<documentation>What we do.</documentation><startEvent id="a" ravand:form="intake.form"/>',
    )

    assert (found.name, found.names) == ("Handle complaints", {"fa": "شکایت"})
    assert (found.office, found.case_letter, found.version_tag) == ("front", "C", "1.2")
    assert (found.starter_groups, found.starter_users) == (("desk", "sales"), ("kermit",))
    assert found.dimensions == {"channel": "via", "outcome": "outcome"}
    assert (found.start_form_key, found.form_keys) == ("intake.form", {"intake.form"})


@pytest.mark.parametrize(
    ("attributes", "extensions", "code"),
    [
        ('ravand:office="middle"', "", "office_invalid"),
        ('ravand:caseLetter="CC"', "", "case_letter_invalid"),
        ("", '<ravand:dimension name="mood" variable="m"/>', "dimension_invalid"),
    ],
)
def test_facts_of_a_process_are_checked(attributes, extensions, code):
    holder = f"<extensionElements>{extensions}</extensionElements>"

    assert errors(process(holder + START_END, attributes)) == [(code, "P")]


def test_process_that_people_do_not_start():
    message = '<startEvent id="a"><messageEventDefinition messageRef="Msg"/></startEvent>'

    assert not info(body=message).startable
    assert not info('camunda:isStartableInTasklist="false"').startable


def test_form_that_nobody_sees_is_warned_of():
    message = (
        '<startEvent id="a" camunda:formKey="x.form">'
        '<messageEventDefinition messageRef="Msg"/></startEvent>'
    )

    assert warnings(process(message)) == [("form_never_shown", "a")]


def test_nodes_and_flows_keep_their_names():
    xml = line(
        extended(
            "userTask", "u", '<ravand:name lang="fa">بررسی</ravand:name>', 'name="Check\n it"'
        ),
        "u",
    ).replace(b'id="u_z"', b'id="u_z" name="done"')
    found = node(xml, "u")

    assert (found.bpmn_name, found.translations) == ("Check it", {"fa": "بررسی"})
    assert (found.element_type, found.flows[0].name) == ("userTask", "done")


def test_initiator_of_a_start_event():
    assert node(process('<startEvent id="a" camunda:initiator="who"/>'), "a").initiator == "who"


def test_subprocesses_are_scopes_of_their_process():
    deep = '<subProcess id="T"><startEvent id="t"/></subProcess>'
    xml = line(f'<subProcess id="S"><startEvent id="s"/>{deep}{flow("s", "T")}</subProcess>', "S")

    assert set(compiled(xml).subprocess_specs["P"]) == {"S", "T"}


def test_ad_hoc_subprocess():
    inner = "<completionCondition>n > 1</completionCondition><task id='i'/>"
    attributes = 'ordering="Sequential" cancelRemainingInstances="false"'
    found = node(line(f'<adHocSubProcess id="S" {attributes}>{inner}</adHocSubProcess>', "S"), "S")

    assert (found.sequential, found.cancel_remaining) == (True, False)
    assert value(found.completion_condition, n=2) is True


def test_flow_is_moved_to_the_scope_of_its_source():
    inner = '<subProcess id="S"><startEvent id="s"/><task id="i"/></subProcess>'
    xml = line(inner + flow("s", "i"), "S")

    assert warnings(xml) == [("flow_moved", "s_i")]
    assert [f.target for f in node(xml, "s", "S").flows] == ["i"]


def test_global_task_is_a_process_to_be_called():
    xml = definitions(
        '<globalUserTask id="G" name="Ask"/><process id="P"><startEvent id="a"/>'
        f'<callActivity id="c" calledElement="G"/>{flow("a", "c")}</process>'
    )
    definition = compiled(xml)

    assert set(definition.processes) == {"P", "G"}
    assert set(definition.specs["G"].task_specs) >= {"G.task"}
    assert definition.warnings == ()


def pools(*executable):
    """Processes P0, P1 ... marked so."""
    marks = ["" if mark is None else f'isExecutable="{mark}"' for mark in executable]
    return definitions(
        "".join(
            f'<process id="P{n}" {mark}><startEvent id="s{n}"/></process>'
            for n, mark in enumerate(marks)
        )
    )


@pytest.mark.parametrize(
    ("marks", "deployed", "found"),
    [
        (["true", "true"], ["P0", "P1"], []),
        (["true", None], ["P0", "P1"], []),
        (["true", "false"], ["P0"], [("process_left_out", "P1")]),
        (["false"], ["P0"], [("process_not_executable", "P0")]),
        (["false", "0"], ["P0", "P1"],
         [("process_not_executable", "P0"), ("process_not_executable", "P1")]),
    ],
)  # fmt: skip
def test_which_processes_of_a_file_are_deployed(marks, deployed, found):
    assert list(compiled(pools(*marks)).processes) == deployed
    assert warnings(pools(*marks)) == found


def test_called_sketch_is_deployed_with_its_caller():
    call = f'<startEvent id="a"/><callActivity id="c" calledElement="Q"/>{flow("a", "c")}'
    xml = definitions(
        f'<process id="P" isExecutable="true">{call}</process>'
        '<process id="Q" isExecutable="false"><startEvent id="q"/></process>'
    )

    assert warnings(xml) == [("process_not_executable", "Q")]


def test_problems_of_what_is_left_out_do_not_matter():
    sketch = '<process id="Q" isExecutable="false"><exclusiveGateway id="q" default="x"/></process>'
    xml = definitions(f'<process id="P" isExecutable="true">{START_END}</process>{sketch}')

    assert warnings(xml) == [("process_left_out", "Q")]


def test_warnings_come_along_with_errors_by_line():
    xml = process(
        '<startEvent id="a"/>\n<subProcess id="S"/>\n<userTask id="u" ravand:dueDate="x"/>'
    )

    assert [p.code for p in refused(xml)] == ["empty_subprocess", "date_invalid"]


def long_process(length):
    tasks = "".join(
        f'<userTask id="t{n}" camunda:assignee="p{n}"/>{flow(f"t{n - 1}", f"t{n}")}'
        for n in range(1, length)
    )
    return process(f'<startEvent id="t0"/>{tasks}')


def test_elements_compile_in_linear_time():
    def cost(length):
        xml = long_process(length)
        return calls(lambda: compiled(xml))

    assert cost(2_000) < 11 * cost(200)


@pytest.mark.slow
def test_20000_elements_compile():
    assert len(compiled(long_process(9_990)).specs["P"].task_specs) > 9_990


def test_deepest_allowed_nesting_compiles():
    depth = 190
    opened = "".join(f'<subProcess id="S{n}"><startEvent id="s{n}"/>' for n in range(depth))

    definition = compiled(process(opened + "</subProcess>" * depth))

    assert len(definition.subprocess_specs["P"]) == depth
