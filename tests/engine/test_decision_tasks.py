"""Business rule tasks: which version they ask, what becomes of the result, what is kept."""

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import event, select, update

from engine import commands, queries
from engine.errors import DecisionFailedError, DefinitionInvalidError, NotFoundError
from engine.ports import Limits, Services
from engine.tables import DecisionEvaluation, Incident, Resource
from engine.transaction import transaction
from tests.engine.decisions import LEVEL, LEVELS, literal, model, table
from tests.engine.diagrams import diagram, flows

ONE = model(table("one", ["amount"], ["level"], ["< 100", '"clerk"'], [">= 100", '"boss"']))
MANY = model(
    table("many", ["amount"], ["group"], ["-", '"a"'], ["> 5", '"b"'], hit="COLLECT"),
    table("wide", ["amount"], ["x", "y"], ["-", "1", "2"], ["> 5", "3", "4"], hit="RULE ORDER"),
)
ZEEBE = 'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"'
SPIFF = 'xmlns:spiffworkflow="http://spiffworkflow.org/bpmn/schema/1.0/core"'


def process(attributes="", inner="", *, tag="businessRuleTask", around=""):
    """Return a process that decides, and then waits for a person."""
    body = f"<extensionElements>{inner}</extensionElements>" if inner else ""
    return diagram(
        f'<startEvent id="a"/><{tag} id="r" {attributes}>{body}</{tag}><userTask id="u"/>{around}'
        + flows("a>r, r>u"),
        attributes=f"{ZEEBE} {SPIFF}",
    )


@pytest.fixture
def deploy(act):
    def deploy(**files):
        resources = [
            commands.Resource(name.replace("_", "."), content) for name, content in files.items()
        ]
        return act(lambda ctx: commands.deploy(ctx, "p", resources))

    return deploy


@pytest.fixture
def start(act, session):
    def start(**variables):
        started = act(lambda ctx: commands.start(ctx, key="order", variables=variables))
        session.expire_all()
        return started.id

    return start


@pytest.fixture
def decided(deploy, start, session):
    """Deploy a process with its decisions, start it, and return its variables."""

    def decided(decisions, process, **variables):
        deploy(rules_dmn=decisions, p_bpmn=process)
        return queries.variables(session, start(**variables))

    return decided


def incident(session):
    return session.scalars(select(Incident).filter_by(status="open")).one()


MAPPINGS = [
    ("one", "singleEntry", "clerk"),
    ("one", "singleResult", {"level": "clerk"}),
    ("one", "collectEntries", ["clerk"]),
    ("one", "resultList", [{"level": "clerk"}]),
    ("one", None, [{"level": "clerk"}]),
    ("many", "collectEntries", ["a", "b"]),
    ("many", "resultList", [{"group": "a"}, {"group": "b"}]),
    ("wide", "resultList", [{"x": 1, "y": 2}, {"x": 3, "y": 4}]),
    ("none", "singleEntry", None),
    ("none", "singleResult", None),
    ("none", "collectEntries", []),
    ("none", "resultList", []),
    ("sum", "singleEntry", 9),
    ("list", "collectEntries", [1, 2]),
]
ALL = model(
    table("one", ["amount"], ["level"], ["< 100", '"clerk"']),
    table("many", ["amount"], ["group"], ["-", '"a"'], ["> 5", '"b"'], hit="COLLECT"),
    table("wide", ["amount"], ["x", "y"], ["-", "1", "2"], ["> 5", "3", "4"], hit="RULE ORDER"),
    table("none", ["amount"], ["x"], ["< 0", "1"]),
    literal("sum", "amount + 2"),
    literal("list", "[1, 2]"),
)


@pytest.mark.parametrize(
    ("key", "mapping", "expected"), MAPPINGS, ids=[f"{k} {m}" for k, m, _ in MAPPINGS]
)
@pytest.mark.parametrize(
    "words",
    [
        'camunda:decisionRef="{key}" camunda:resultVariable="out" {mapping}',
        'ravand:decision="{key}" ravand:result="out" {mapping}',
    ],
    ids=["camunda", "ravand"],
)
def test_result_is_mapped_as_in_camunda_7(decided, words, key, mapping, expected):
    said = f'camunda:mapDecisionResult="{mapping}"' if mapping else ""

    variables = decided(ALL, process(words.format(key=key, mapping=said)), amount=7)

    assert variables["out"] == expected


@pytest.mark.parametrize(
    ("key", "mapping"),
    [
        ("many", "singleEntry"),
        ("many", "singleResult"),
        ("wide", "singleEntry"),
        ("wide", "collectEntries"),
    ],
)
def test_result_that_does_not_fit_is_an_incident(decided, session, key, mapping):
    said = f'camunda:mapDecisionResult="{mapping}"'
    words = f'camunda:decisionRef="{key}" camunda:resultVariable="out" {said}'

    variables = decided(ALL, process(words), amount=7)

    assert variables == {"amount": 7}
    found = incident(session)
    assert (found.kind, found.activity_id) == ("decision", "r")
    assert mapping in found.message
    (evaluation,) = queries.evaluations(session)
    assert evaluation.definition_key == key


def test_value_of_feel_is_taken_as_it_is(decided):
    rules = model(literal("ask", '{"sum": amount + 0.5, "on": date("2026-11-21")}'))
    task = '<zeebe:calledDecision decisionId="=&quot;a&quot; + &quot;sk&quot;" resultVariable="o"/>'

    variables = decided(rules, process(inner=task), amount=1)

    assert variables["o"] == {"sum": 1.5, "on": date(2026, 11, 21)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("amount / 3", Decimal("3." + "3" * 33)),
        ("amount * 1E21", Decimal("1E22")),
        ("amount * 1E14", 10**15),
        ("amount / 4", 2.5),
    ],
)
@pytest.mark.parametrize("mapping", ["singleEntry", "singleResult"])
def test_numbers_stay_numbers_whatever_their_size(decided, text, expected, mapping):
    words = f'ravand:decision="ask" ravand:result="o" ravand:mapResult="{mapping}"'

    found = decided(model(literal("ask", text)), process(words), amount=10)["o"]

    value = found if mapping == "singleEntry" else found["ask"]
    assert (type(value), value) == (type(expected), expected)


def test_mappings_of_camunda_8_choose_what_leaves(decided):
    task = (
        '<zeebe:calledDecision decisionId="one" resultVariable="o"/><zeebe:ioMapping>'
        '<zeebe:input source="=total * 2" target="amount"/>'
        '<zeebe:output source="=o" target="who"/></zeebe:ioMapping>'
    )

    assert decided(ONE, process(inner=task), total=50) == {"total": 50, "who": "boss"}


@pytest.mark.parametrize(
    ("key", "expected"),
    [("one", {"level": "clerk"}), ("many", {"group": ["a", "b"]}), ("none", {})],
)
def test_outputs_become_variables_for_spiffworkflow(decided, key, expected):
    inner = f"<spiffworkflow:calledDecisionId>{key}</spiffworkflow:calledDecisionId>"

    assert decided(ALL, process(inner=inner), amount=7) == {"amount": 7, **expected}


def test_service_task_of_flowable_decides(decided):
    field = (
        '<flowable:field xmlns:flowable="http://flowable.org/bpmn" name="fallbackToDefaultTenant" '
        'stringValue="true"/>'
        '<flowable:field xmlns:flowable="http://flowable.org/bpmn" '
        'name="decisionTableReferenceKey"><flowable:string>one</flowable:string></flowable:field>'
    )
    task = 'xmlns:flowable="http://flowable.org/bpmn" flowable:type="dmn"'

    variables = decided(ONE, process(task, field, tag="serviceTask"), amount=7)

    assert variables["level"] == "clerk"


def test_output_mappings_read_the_decision_result(decided):
    outputs = (
        "<camunda:inputOutput>"
        '<camunda:outputParameter name="who">${decisionResult[0].level}</camunda:outputParameter>'
        '<camunda:outputParameter name="n">${decisionResult.size()}</camunda:outputParameter>'
        "</camunda:inputOutput>"
    )

    variables = decided(ONE, process('camunda:decisionRef="one"', outputs), amount=7)

    assert variables == {"amount": 7, "who": "clerk", "n": 1}


def test_inputs_of_the_task_are_given_to_the_decision(decided):
    inputs = (
        '<camunda:inputOutput><camunda:inputParameter name="amount">${total}'
        "</camunda:inputParameter></camunda:inputOutput>"
    )
    words = 'ravand:decision="one" ravand:result="who" ravand:mapResult="singleEntry"'

    assert decided(ONE, process(words, inputs), total=700)["who"] == "boss"


def test_each_instance_of_a_loop_decides(decided, session):
    inner = (
        '<multiInstanceLoopCharacteristics camunda:collection="amounts" '
        'camunda:elementVariable="amount" ravand:outputCollection="levels" '
        'ravand:outputElement="=who"/>'
    )
    words = 'ravand:decision="one" ravand:result="who" ravand:mapResult="singleEntry"'
    content = process(words).replace(b"</businessRuleTask>", f"{inner}</businessRuleTask>".encode())

    decided(ONE, content, amounts=[5, 500, 50])

    found = queries.evaluations(session, queries.EvaluationFilter(oldest_first=True))
    assert [row.inputs for row in found] == [{"amount": 5}, {"amount": 500}, {"amount": 50}]
    assert [row.result for row in found] == ["clerk", "boss", "clerk"]


@pytest.mark.parametrize("hit", ["UNIQUE", "ANY"])
def test_table_that_contradicts_itself_is_an_incident(deploy, start, session, act, hit):
    both = table("one", ["amount"], ["level"], ["> 1", '"clerk"'], ["> 2", '"boss"'], hit=hit)
    right = table("one", ["amount"], ["level"], ["> 1", '"clerk"'])
    deploy(rules_dmn=model(both), p_bpmn=process(RESULT.format("one", "")))

    started = start(amount=7)

    assert "contradicts itself" in incident(session).message
    (kept,) = queries.evaluations(session, queries.EvaluationFilter(instance_id=started))
    (warning,) = kept.decisions[0]["warnings"]
    assert warning["facts"]["indices"] == [1, 2]
    deploy(rules_dmn=model(right))
    act(lambda ctx: commands.retry(ctx, incident(session).id))
    session.expire_all()
    assert queries.variables(session, started)["out"] == "clerk"


RESULT = 'ravand:decision="{}" ravand:result="out" ravand:mapResult="singleEntry" {}'
CONSTANTS = [model(literal("one", str(number))) for number in (1, 2, 3)]


def test_latest_binding_takes_the_default_version(deploy, start, session):
    deploy(one_dmn=CONSTANTS[0], p_bpmn=process(RESULT.format("one", "")))
    first = start()
    deploy(one_dmn=CONSTANTS[1])

    assert queries.variables(session, first)["out"] == 1
    assert queries.variables(session, start())["out"] == 2


def test_deployment_binding_stays_with_the_process(deploy, start, session):
    words = RESULT.format("one", 'camunda:decisionRefBinding="deployment"')
    deploy(one_dmn=CONSTANTS[0], p_bpmn=process(words))
    deploy(one_dmn=CONSTANTS[1])

    assert queries.variables(session, start())["out"] == 1


def test_decision_bound_to_its_deployment_is_part_of_the_process(deploy, start, session):
    words = RESULT.format("one", 'camunda:decisionRefBinding="deployment"')
    deploy(one_dmn=CONSTANTS[0], p_bpmn=process(words))

    deployed = deploy(one_dmn=CONSTANTS[1], p_bpmn=process(words))

    assert [row.version for row in deployed.definitions] == [2]
    assert queries.variables(session, start())["out"] == 2


def test_known_decision_is_found_beside_a_new_process(deploy, start, session):
    deploy(one_dmn=CONSTANTS[0])
    words = RESULT.format("one", 'camunda:decisionRefBinding="deployment"')
    deploy(one_dmn=CONSTANTS[0], p_bpmn=process(words))
    deploy(one_dmn=CONSTANTS[1])

    assert queries.variables(session, start())["out"] == 1


@pytest.mark.parametrize(
    ("binding", "expected"),
    [
        ('camunda:decisionRefBinding="version" camunda:decisionRefVersion="1"', 1),
        ('camunda:decisionRefBinding="version" camunda:decisionRefVersion="${n}"', 2),
        ('camunda:decisionRefBinding="versionTag" camunda:decisionRefVersionTag="b"', 2),
    ],
)
def test_version_and_tag_choose(deploy, start, session, binding, expected):
    for number, tag in enumerate("abc", start=1):
        tagged = f'<decision camunda:versionTag="{tag}" id="one"'.encode()
        deploy(one_dmn=CONSTANTS[number - 1].replace(b'<decision id="one"', tagged))
    deploy(p_bpmn=process(RESULT.format("one", binding)))

    assert queries.variables(session, start(n=2))["out"] == expected


@pytest.mark.parametrize("reference", ["${key}", "one:2", "${id}"])
def test_reference_may_say_the_version(deploy, start, session, reference):
    deploy(one_dmn=CONSTANTS[0])
    row = deploy(one_dmn=CONSTANTS[1]).decisions[0]
    deploy(p_bpmn=process(RESULT.format(reference, "")))

    assert queries.variables(session, start(key="one", id=row.id))["out"] == 2


@pytest.mark.parametrize(
    "reference", ["none", "one:9", "one:x", "one:99999999999", "one@x", "a:b:c"]
)
def test_missing_decision_is_an_incident_until_it_is_there(act, deploy, start, session, reference):
    deploy(one_dmn=CONSTANTS[0])
    deploy(p_bpmn=process(RESULT.format("${key}", "")))
    instance_id = start(key=reference)

    found = incident(session)
    assert (found.kind, found.activity_id) == ("decision", "r")
    assert reference in found.message
    act(lambda ctx: commands.retry(ctx, found.id, {"key": "one"}))
    assert queries.variables(session, instance_id)["out"] == 1


def test_decision_that_is_nowhere_is_warned_of(deploy):
    deployed = deploy(p_bpmn=process(RESULT.format("one", "")))

    (warning,) = deployed.warnings
    assert (warning.code, warning.element_id, warning.line) == ("decision_elsewhere", "r", 1)
    assert warning.resource == "p.bpmn"
    assert "one" in str(warning)


def test_decision_that_is_deployed_is_no_warning(deploy):
    deploy(one_dmn=CONSTANTS[0])

    assert deploy(p_bpmn=process(RESULT.format("one", ""))).warnings == []


def test_deployment_without_its_own_decision_is_refused(act, deploy):
    deploy(one_dmn=CONSTANTS[0])
    words = RESULT.format("one", 'camunda:decisionRefBinding="deployment"')

    with pytest.raises(DefinitionInvalidError) as caught:
        deploy(p_bpmn=process(words))

    (problem,) = caught.value.problems
    assert (problem.code, problem.element_id) == ("decision_not_beside", "r")
    resources = [commands.Resource("p.bpmn", process(words))]
    problems = act(lambda ctx: commands.check(ctx, resources))
    assert [each.code for each in problems] == ["decision_not_beside"]


def test_evaluation_is_kept_with_rules_inputs_and_outputs(decided, session, now):
    words = 'camunda:decisionRef="level" camunda:resultVariable="out"'
    decided(LEVELS, process(words), amount=5000, note="x")

    (row,) = queries.evaluations(session)
    definition = queries.default_decision(session, "level")
    (instance,) = queries.instances(session)
    assert (row.definition_id, row.definition_key, row.version) == (definition.id, "level", 1)
    assert (row.instance_id, row.process_key, row.activity_id) == (instance.id, "order", "r")
    assert (row.at, row.actor, row.truncated) == (now, "alice", False)
    assert row.inputs == {"amount": 5000}
    assert row.result == {"level": "board", "deadline": 10}
    (record,) = row.decisions
    assert (record["id"], record["name"], record["rules"]) == ("level", "Level", ["level_3"])
    assert record["inputs"] == [{"id": "level_in1", "name": "amount", "value": 5000}]
    assert record["outputs"] == [{"level": "board", "deadline": 10}]
    assert [match["index"] for match in record["matches"]] == [3]
    assert record["warnings"] == []
    assert queries.evaluation(session, row.id) is row


def test_every_decision_on_the_way_is_kept(decided, session):
    rules = model(LEVEL, literal("days", "level.deadline * 2", ["level"]))

    variables = decided(rules, process(RESULT.format("days", "")), amount=5)

    assert variables["out"] == 4
    (row,) = queries.evaluations(session)
    assert [record["id"] for record in row.decisions] == ["level", "days"]
    assert row.decisions[1]["value"] == 4


def test_missing_variable_is_null_with_a_warning(decided, session):
    assert decided(ONE, process(RESULT.format("one", "")))["out"] is None

    (row,) = queries.evaluations(session)
    assert row.inputs == {}


def test_file_that_can_not_be_read_any_more_is_an_incident(act, deploy, start, session):
    deploy(one_dmn=ONE)
    deploy(p_bpmn=process(RESULT.format("one", "")))
    act(
        lambda ctx: ctx.session.execute(
            update(Resource).where(Resource.name == "one.dmn").values(content=b"<x/>")
        )
    )

    start(amount=7)

    assert incident(session).kind == "decision"
    with pytest.raises(DecisionFailedError):
        act(lambda ctx: commands.evaluate(ctx, "one"))


def test_endless_decision_is_an_incident(decided, session):
    rules = model(literal("one", "for i in 1..100000 return for j in 1..1000 return i * j"))

    decided(rules, process(RESULT.format("one", "")))

    found = incident(session)
    assert (found.kind, found.activity_id) == ("decision", "r")
    assert queries.count_evaluations(session) == 0


def test_result_that_no_variable_holds_is_an_incident(decided, session):
    huge = model(literal("one", 'string join(for i in 1..20000 return "0123456789", "")'))

    decided(huge, process(RESULT.format("one", "")))
    (row,) = queries.evaluations(session)

    assert row.truncated
    assert (row.inputs, row.result, row.decisions[0]["value"]) == ({}, None, None)


def test_variables_of_every_type_are_given(decided):
    seen = (
        'if day = date("2026-11-21") and at = date and time("2026-11-21T08:00:00Z") '
        'and price = 1.10 and list contains(tags, "a") and code = '
        '"12345678-1234-5678-1234-567812345678" and raw = null then "yes" else "no"'
    )
    variables = decided(
        model(literal("one", seen)),
        process(RESULT.format("one", "")),
        day=date(2026, 11, 21),
        at=datetime(2026, 11, 21, 8, tzinfo=UTC),
        price=Decimal("1.1"),
        tags={"a", "b"},
        code=UUID("12345678-1234-5678-1234-567812345678"),
        raw=b"\0",
    )

    assert variables["out"] == "yes"


def test_variable_that_feel_does_not_have_is_told(decided, session):
    decided(model(literal("one", "raw = null")), process(RESULT.format("one", "")), raw=b"\0")

    (row,) = queries.evaluations(session)
    assert row.inputs == {}
    assert "raw" in row.decisions[-1]["warnings"][-1]["message"]


def test_task_shows_what_led_to_it(act, deploy, start, session, later):
    body = (
        '<startEvent id="a"/><businessRuleTask id="r" ravand:decision="one"/><userTask id="u"/>'
        '<businessRuleTask id="e" ravand:decision="level"/>'
        '<businessRuleTask id="f" ravand:decision="one"/><userTask id="v"/><userTask id="w"/>'
    )
    drawn = diagram(body + flows("a>r, r>u, u>e, e>f, f>v, v>w"))
    deploy(one_dmn=ONE, level_dmn=LEVELS, p_bpmn=drawn)
    start(amount=7)

    def behind():
        session.expire_all()
        (task,) = queries.tasks(session)
        found = queries.decisions_behind(session, task)
        act(lambda ctx: commands.complete(ctx, task.id, {}))
        return [row.activity_id for row in found]

    assert behind() == ["r"]  # at one and the same time, as the rest of the step
    later(minutes=1)
    assert behind() == ["f", "e"]
    later(minutes=1)
    assert behind() == []


def test_decision_for_another_path_is_not_behind_a_task(deploy, start, session):
    body = (
        '<startEvent id="a"/><userTask id="u"/><businessRuleTask id="r" ravand:decision="one"/>'
        '<userTask id="v"/>'
    )
    deploy(one_dmn=ONE, p_bpmn=diagram(body + flows("a>u, a>r, r>v")))
    start(amount=7)

    behind = {
        task.activity_id: [row.activity_id for row in queries.decisions_behind(session, task)]
        for task in queries.tasks(session)
    }

    assert behind == {"u": [], "v": ["r"]}


def test_evaluation_by_hand_belongs_to_no_instance(act, deploy, session):
    deploy(level_dmn=LEVELS)

    found, row = act(lambda ctx: commands.evaluate(ctx, "level", {"amount": 5, "other": 1}))

    assert found.results == [{"level": "clerk", "deadline": 2}]
    stored = queries.evaluation(session, row.id)
    assert (stored.instance_id, stored.process_key, stored.inputs) == (None, None, {"amount": 5})
    wanted = queries.EvaluationFilter(definition_key="level", actor="alice")
    assert queries.count_evaluations(session, wanted) == 1


def test_unknown_evaluation_or_decision_is_not_found(act, session):
    with pytest.raises(NotFoundError):
        queries.evaluation(session, "x")
    with pytest.raises(NotFoundError):
        act(lambda ctx: commands.evaluate(ctx, "x"))


def test_evaluations_are_found_by_what_is_asked(decided, session, now):
    decided(LEVELS, process('ravand:decision="level"'), amount=5)
    (row,) = queries.evaluations(session)

    def count(**wanted):
        return queries.count_evaluations(session, queries.EvaluationFilter(**wanted))

    assert count(instance_id=row.instance_id, activity_id="r", token_id=row.token_id) == 1
    assert count(instance_ids=(row.instance_id,), after=now, before=now, process_key="order") == 1
    assert count(id=row.id, definition_id=row.definition_id) == 1
    assert count(instance_ids=()) == count(actor="bob") == 0


@pytest.mark.parametrize(
    ("attributes", "code"),
    [
        ('camunda:decisionRef="one" camunda:mapDecisionResult="first"', "decision_mapping"),
        ('camunda:decisionRef="one" camunda:decisionRefBinding="newest"', "decision_binding"),
        ('camunda:decisionRef="one" camunda:decisionRefBinding="version"', "decision_binding"),
        ('camunda:decisionRef="one" camunda:topic="x"', "decision_and_work"),
        ('camunda:decisionRef="${"', "expression_invalid"),
        ('camunda:rules="x"', "rules"),
    ],
)
def test_wrong_words_are_refused(deploy, attributes, code):
    with pytest.raises(DefinitionInvalidError) as caught:
        deploy(one_dmn=ONE, p_bpmn=process(attributes))

    (problem,) = [each for each in caught.value.problems if each.severity == "error"]
    assert (problem.code, problem.element_id) == (code, "r")


def _statements(sessions, services, content, decisions):
    """Return the statements of a start, once the versions are known."""
    with sessions() as opened, transaction(opened, services, "alice") as ctx:
        files = [("p.bpmn", content), *decisions]
        commands.deploy(ctx, "p", [commands.Resource(*file) for file in files])
    with sessions() as opened, transaction(opened, services, "alice") as ctx:
        commands.start(ctx, key="order", variables={"amount": 5})
    seen = []
    with sessions() as opened:
        bound = opened.get_bind()

        def listen(*call):
            seen.append(call[2])

        event.listen(bound, "before_cursor_execute", listen)
        with transaction(opened, services, "alice") as ctx:
            commands.start(ctx, key="order", variables={"amount": 5})
        event.remove(bound, "before_cursor_execute", listen)
    return seen


def test_decision_costs_two_statements_and_a_step_without_costs_none(sessions, services):
    plain = _statements(sessions, services, process("", tag="task"), [])
    task = process('ravand:decision="level"')

    deciding = _statements(sessions, services, task, [("l.dmn", LEVELS)])

    assert not any("decision" in text for text in plain)
    assert len(deciding) == len(plain) + 2
    assert len([text for text in deciding if "decision" in text]) == 2


def test_rows_are_the_same_on_both_databases(sessions, services):
    files = [("l.dmn", LEVELS), ("p.bpmn", process('ravand:decision="level" ravand:result="o"'))]
    with sessions() as opened, transaction(opened, services, "alice") as ctx:
        commands.deploy(ctx, "p", [commands.Resource(*file) for file in files])
        commands.start(ctx, key="order", variables={"amount": 500})

    with sessions() as opened:
        (row,) = opened.scalars(select(DecisionEvaluation))
        assert row.result == {"level": "manager", "deadline": 5}
        assert row.at.tzinfo is UTC
        (task,) = queries.tasks(opened)
        assert [each.id for each in queries.decisions_behind(opened, task)] == [row.id]
        assert queries.variables(opened, row.instance_id)["o"] == [row.result]


def test_limits_come_with_the_services(memory, scripts, clock):
    services = Services(scripts=scripts, limits=Limits(decision_steps=50, evaluation_bytes=10))
    long = model(literal("one", "for i in 1..1000 return i"), literal("two", "1"))

    with memory() as opened, transaction(opened, services, "alice", clock.now) as ctx:
        commands.deploy(ctx, "p", [commands.Resource("l.dmn", long)])
        commands.deploy(ctx, "p", [commands.Resource("p.bpmn", process('ravand:decision="one"'))])
        commands.start(ctx, key="order")
        assert incident(opened).kind == "decision"
        assert commands.evaluate(ctx, "two")[1].truncated
