"""Expressions, scripts, inputs, outputs and calls: compiled when deployed, with their lines."""

import pytest

from tests.engine.bpmn.diagrams import (
    NoScripts,
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


def guarded(condition, attributes="", root=""):
    """Gateway g, whose flow to x has the condition and to y has none."""
    holder = f"<conditionExpression {attributes}>{condition}</conditionExpression>"
    body = (
        '<startEvent id="a"/><exclusiveGateway id="g" default="g_y"/><task id="x"/><task id="y"/>'
        f'{flow("a", "g")}\n<sequenceFlow id="g_x" sourceRef="g" targetRef="x">\n{holder}'
        f"</sequenceFlow>{flow('g', 'y')}"
    )
    return definitions(f'<process id="P">{body}</process>', root)


@pytest.mark.parametrize(
    ("condition", "attributes"),
    [
        ("amount &gt; 100", ""),
        ("${amount &gt; 100}", ""),
        ("#{amount gt 100}", ""),
        ("${amount &gt; 100}", 'language="http://www.w3.org/1999/XPath"'),
        ("amount &gt; 100", 'language="python"'),
        ("amount &gt; 100", 'language="juel"'),
    ],
)
def test_conditions_in_python_and_juel(condition, attributes):
    flows = {f.id: f for f in node(guarded(condition, attributes), "g").flows}

    assert value(flows["g_x"].condition, amount=101) is True
    assert value(flows["g_x"].condition, amount=99) is False
    assert flows["g_y"].condition is None


@pytest.mark.parametrize(
    ("condition", "attributes", "root", "code"),
    [
        ("amount >", "", "", "expression_invalid"),
        ("${amount >}", "", "", "expression_invalid"),
        ("${amount", "", "", "expression_invalid"),
        ("= amount > ", "", "", "feel_invalid"),
        ("amount >> 100", 'language="feel"', "", "feel_invalid"),
        ("amount == 100", "", 'expressionLanguage="http://www.omg.org/spec/FEEL/20140401"',
         "feel_invalid"),
        ("amount > 100", 'language="groovy"', "", "expression_language"),
        ("bpmn:getDataObject('x') = 1", "", 'expressionLanguage="http://www.w3.org/1999/XPath"',
         "expression_language"),
    ],
)  # fmt: skip
def test_conditions_that_are_not_executed_are_refused(condition, attributes, root, code):
    found = refused(guarded(condition.replace(">", "&gt;"), attributes, root))

    assert [(p.code, p.element_id, p.line) for p in found] == [(code, "g_x", 4)]


def test_line_of_an_error_counts_within_the_expression():
    found = refused(guarded("\n\n${\na b}"))

    assert [(p.code, p.line) for p in found] == [("expression_invalid", 7)]
    assert found[0].facts["reason"] == "Unexpected 'b'"


def script(text, attributes=""):
    holder = f"<script><![CDATA[{text}]]></script>"
    return line(f'<scriptTask id="s" {attributes}>\n{holder}</scriptTask>', "s")


@pytest.mark.parametrize("language", ["", "python", "Python", "text/x-python", "python3"])
def test_python_scripts_run(language):
    attributes = f'scriptFormat="{language}"' if language else ""

    assert node(script("x = 1", attributes), "s").script == "x = 1"


def test_indented_scripts_are_understood():
    assert node(script("\n    if n:\n        x = 1\n  "), "s").script == "if n:\n    x = 1"


def test_syntax_errors_of_scripts_are_found_with_their_line():
    found = refused(script("x = 1\ny = (\nz = 2"))

    assert [(p.code, p.element_id, p.line) for p in found] == [("script_invalid", "s", 6)]


@pytest.mark.parametrize(
    ("text", "attributes", "code"),
    [
        ("x = 1;", 'scriptFormat="groovy"', "script_language"),
        ("print('x')", 'scriptFormat="javascript"', "script_language"),
        ("${x}", 'scriptFormat="juel"', "script_language"),
        ("", 'camunda:resource="deployment://x.py"', "script_resource"),
        ("x = 1", 'camunda:resultVariable="y"', "script_value"),
    ],
)
def test_scripts_that_do_not_run_are_refused(text, attributes, code):
    assert errors(script(text, attributes)) == [(code, "s")]


def test_empty_script_is_warned_of():
    assert warnings(script("  ")) == [("script_empty", "s")]
    assert warnings(line('<scriptTask id="s"/>', "s")) == [("script_empty", "s")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a + b", "r = (a + b)"),
        ("c = a\nc + 1", "c = a\nr = (c + 1)"),
        ("r = a", "r = a"),
        ("ن = 'é'\nن", "ن = 'é'\nr = (ن)"),
    ],
)
def test_result_variable_takes_the_last_value(text, found):
    assert node(script(text, 'camunda:resultVariable="r"'), "s").script == found


def test_javascript_that_only_sets_variables_is_translated():
    text = "execution.setVariable('a', 5);\nexecution.setVariable(\"b\", 'x')"
    xml = script(text, 'scriptFormat="javascript"')

    assert node(xml, "s").script == "a = 5\nb = 'x'"
    assert warnings(xml) == [("script_translated", "s")]


def mapped(extensions):
    return node(line(extended("userTask", "u", extensions), "u"), "u")


def test_inputs_and_outputs_of_ours():
    found = mapped('<ravand:input name="a">Dear ${n}</ravand:input><ravand:input name="b"/>'
                   '<ravand:output name="c">${r.x}</ravand:output>')  # fmt: skip

    assert [(p.name, value(p.value, n="Ann")) for p in found.declared_inputs] == [
        ("a", "Dear Ann"),
        ("b", ""),
    ]
    assert [(p.name, value(p.value, r={"x": 3})) for p in found.declared_outputs] == [("c", 3)]


class Scripts(NoScripts):
    """Says what it was to run."""

    def execute(self, script, variables):
        return {"ravand_result": script}


def test_inputs_of_camunda_hold_texts_lists_maps_and_scripts():
    found = mapped(
        "<camunda:inputOutput>"
        '<camunda:inputParameter name="t">${n}</camunda:inputParameter>'
        '<camunda:inputParameter name="l"><camunda:list><camunda:value>a</camunda:value>'
        '<camunda:script scriptFormat="python">n + 1</camunda:script></camunda:list>'
        '</camunda:inputParameter><camunda:inputParameter name="m"><camunda:map>'
        '<camunda:entry key="k">${n}</camunda:entry></camunda:map></camunda:inputParameter>'
        '<camunda:inputParameter name="s"><camunda:script scriptFormat="python">x = 1\nx'
        "</camunda:script></camunda:inputParameter></camunda:inputOutput>"
    ).declared_inputs
    evaluated = {p.name: p.value.evaluate({"n": 2}, Scripts(), {}) for p in found}

    assert evaluated == {
        "t": 2, "l": ["a", 3], "m": {"k": 2}, "s": "x = 1\nravand_result = (x)",
    }  # fmt: skip
    assert {p.name: set(p.value.names) for p in found}["l"] == {"n"}


def test_javascript_input_that_sets_a_variable_is_translated():
    xml = line(
        extended(
            "serviceTask",
            "u",
            '<camunda:inputOutput><camunda:inputParameter name="i"><camunda:script scriptFormat='
            '"javascript">execution.setVariable("score", 5);</camunda:script>'
            "</camunda:inputParameter></camunda:inputOutput>",
            'camunda:type="external" camunda:topic="t"',
        ),
        "u",
    )
    found = node(xml, "u")

    assert warnings(xml) == [("script_translated", "u")]
    assert [(p.name, value(p.value)) for p in found.declared_inputs] == [("score", 5), ("i", None)]
    assert [(p.name, value(p.value)) for p in found.declared_outputs] == [("score", 5)]


@pytest.mark.parametrize(
    ("inner", "code"),
    [
        ('<camunda:script scriptFormat="groovy">1</camunda:script>', "script_language"),
        ('<camunda:script scriptFormat="python" resource="x.py"/>', "script_resource"),
        ('<camunda:script scriptFormat="python">x = 1</camunda:script>', "script_value"),
        ('<camunda:script scriptFormat="python">x = (</camunda:script>', "script_invalid"),
        ("${a", "expression_invalid"),
    ],
)
def test_inputs_that_do_not_evaluate_are_refused(inner, code):
    block = f'<camunda:inputParameter name="i">{inner}</camunda:inputParameter>'
    extensions = f"<camunda:inputOutput>{block}</camunda:inputOutput>"

    assert errors(line(extended("userTask", "u", extensions), "u")) == [(code, "u")]


def test_inputs_need_a_name():
    xml = line(extended("userTask", "u", "<ravand:input>1</ravand:input>"), "u")

    assert errors(xml) == [("parameter_invalid", "u")]


def called(extensions="", attributes='calledElement="Q"'):
    other = '<process id="Q"><startEvent id="q"/></process>'
    call = extended("callActivity", "c", extensions, attributes)
    return process(f'<startEvent id="a"/>{call}{flow("a", "c")}', "", "").replace(
        b"</definitions>", other.encode() + b"</definitions>"
    )


def test_call_that_declares_nothing_passes_everything():
    call = node(called(), "c").call

    assert (call.inputs, call.outputs, call.all_in, call.all_out) == ((), (), True, True)
    assert (value(call.element), call.binding, call.business_key) == ("Q", "latest", None)


def test_call_passes_what_it_declares():
    call = node(
        called(
            '<camunda:in source="a" target="b"/>'
            '<camunda:in sourceExpression="${a + 1}" target="n"/>'
            '<camunda:in businessKey="${k}"/><camunda:out source="r" target="s"/>'
        ),
        "c",
    ).call

    assert [(p.name, value(p.value, a=1)) for p in call.inputs] == [("b", 1), ("n", 2)]
    assert [(p.name, value(p.value)) for p in call.outputs] == [("s", None)]
    assert (call.all_in, call.all_out) == (False, False)
    assert value(call.business_key, k="K-1") == "K-1"


def test_call_may_pass_everything_one_way():
    call = node(called('<camunda:in variables="all"/>'), "c").call

    assert (call.all_in, call.all_out) == (True, False)


def test_business_key_alone_declares_no_variables():
    call = node(called('<camunda:in businessKey="${k}"/>'), "c").call

    assert (call.all_in, call.all_out) == (True, True)


def test_called_process_may_be_an_expression_or_elsewhere():
    assert value(node(called("", 'calledElement="${which}"'), "c").call.element, which="X") == "X"
    assert warnings(called("", 'calledElement="Elsewhere"')) == [("call_elsewhere", "c")]
    assert errors(called("", "")) == [("call_target", "c")]


def test_call_may_bind_a_version():
    by_tag = 'camunda:calledElementBinding="versionTag" camunda:calledElementVersionTag="1.2"'
    call = node(called("", f'calledElement="Q" {by_tag}'), "c").call

    assert (call.binding, value(call.version)) == ("versionTag", "1.2")
    half = 'calledElement="Q" camunda:calledElementBinding="version"'
    assert errors(called("", half)) == [("call_binding", "c")]


def test_called_scopes_are_found_from_the_caller():
    definition = compiled(called())

    assert set(definition.specs) == {"P", "Q"}
    assert set(definition.subprocess_specs["P"]) == {"Q"}
