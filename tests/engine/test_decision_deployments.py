"""Deploying decisions: versions, tests that gate them, what is refused and where."""

import orjson
import pytest

from engine import commands, queries
from engine.dmn import testing
from engine.errors import DefinitionInvalidError, NotFoundError, RequestInvalidError
from engine.ports import Limits, Services
from engine.tables import DeploymentDecision
from engine.transaction import transaction
from tests.engine.decisions import LEVEL, LEVELS, TESTS, literal, model, table
from tests.engine.test_races import at_once, patiently


def deploy(act, *files):
    resources = [commands.Resource(name, content) for name, content in files]
    return act(lambda ctx: commands.deploy(ctx, "test", resources))


def refused(act, *files):
    """Return the problems of a deployment that is refused."""
    with pytest.raises(DefinitionInvalidError) as caught:
        deploy(act, *files)
    return caught.value.problems


def codes(problems):
    return [problem.code for problem in problems if problem.severity == "error"]


def test_first_deployment_is_version_one(act, session):
    deployed = deploy(act, ("level.dmn", LEVELS))

    decision = queries.default_decision(session, "level")
    assert deployed.created == {decision.id}
    assert decision.id.startswith("level:1:")
    assert (decision.version, decision.name, decision.is_default) == (1, "Level", True)
    assert (decision.drd_id, decision.drd_name) == ("rules", "Rules")
    assert queries.dmn_source(session, decision.id) == LEVELS


def test_each_decision_of_a_file_has_a_row(act, session):
    deploy(act, ("all.dmn", model(LEVEL, literal("twice", "2 * level.deadline", ["level"]))))

    assert [row.key for row in queries.decisions(session)] == ["level", "twice"]


def test_tag_and_names_are_kept(act, session):
    names = '<extensionElements><ravand:name lang="fa">سطح</ravand:name></extensionElements>'
    tagged = table("t", [], ["o"], ["1"], extra=names, attributes='camunda:versionTag="v7"')
    deploy(act, ("t.dmn", model(tagged)))

    row = queries.default_decision(session, "t")
    assert (row.version_tag, row.names) == ("v7", {"fa": "سطح"})


def test_same_content_is_no_new_version(act, session):
    deploy(act, ("level.dmn", LEVELS))

    again = deploy(act, ("level.dmn", LEVELS))

    assert (again.deployment, again.created) == (None, set())
    assert [row.version for row in again.decisions] == [1]
    assert queries.count_deployments(session) == 1
    assert session.query(DeploymentDecision).count() == 1


def test_changed_content_is_the_next_version_and_default(act, session):
    deploy(act, ("level.dmn", LEVELS))
    deploy(act, ("level.dmn", LEVELS.replace(b"board", b"owner")))

    assert [row.version for row in queries.decision_versions(session, "level")] == [2, 1]
    assert queries.default_decision(session, "level").version == 2
    everything = queries.DecisionFilter(default_only=False)
    assert queries.count_decisions(session, everything) == 2
    assert queries.count_decisions(session) == 1


def test_older_version_becomes_the_default_again(act, session):
    first = deploy(act, ("level.dmn", LEVELS)).decisions[0]
    deploy(act, ("level.dmn", LEVELS.replace(b"board", b"owner")))

    for _ in range(2):
        act(lambda ctx: commands.make_default_decision(ctx, first.id))

    assert queries.default_decision(session, "level").id == first.id
    found, _ = act(lambda ctx: commands.evaluate(ctx, "level", {"amount": 5000}))
    assert found.result["level"] == "board"


def test_unknown_version_is_no_default(act):
    with pytest.raises(NotFoundError):
        act(lambda ctx: commands.make_default_decision(ctx, "level:9:x"))


def test_tests_are_kept_with_the_decision(act, session):
    deploy(act, ("level.dmn", LEVELS), ("level.tests.json", TESTS))

    row = queries.default_decision(session, "level")
    assert queries.decision_tests(session, row.id) == TESTS


def test_decision_without_tests_has_none(act, session):
    row = deploy(act, ("level.dmn", LEVELS)).decisions[0]

    assert queries.decision_tests(session, row.id) is None


def test_new_tests_are_a_new_version(act, session):
    deploy(act, ("level.dmn", LEVELS))
    deploy(act, ("level.dmn", LEVELS), ("level.tests.json", TESTS))

    assert queries.default_decision(session, "level").version == 2


def test_failed_test_refuses_the_deployment(act, session):
    wrong = TESTS.replace(b'"clerk"', b'"boss"')

    (problem,) = refused(act, ("level.dmn", LEVELS), ("level.tests.json", wrong))

    assert (problem.code, problem.element_id) == ("decision_test_failed", "level")
    assert (problem.resource, problem.line) == ("level.dmn", 1)
    assert problem.facts["test"] == "small"
    assert orjson.loads(problem.facts["expected"]) == {"level": "boss", "deadline": 2}
    assert orjson.loads(problem.facts["got"]) == {"level": "clerk", "deadline": 2}
    assert "boss" in str(problem)
    assert queries.count_decisions(session) == 0


def test_tests_of_several_decisions(act, session):
    tests = orjson.dumps([orjson.loads(TESTS), {"decision": "one", "tests": []}])

    deploy(act, ("a.dmn", model(LEVEL, literal("one", "1"))), ("a.tests.json", tests))

    assert queries.count_decisions(session) == 2


@pytest.mark.parametrize(
    "tests",
    [
        b"{",
        b"[]]",
        b"[1]",
        b'{"tests": []}',
        b'{"decision": "level"}',
        b'{"decision": "level", "tests": [1]}',
        b'{"decision": "level", "tests": [{"inputs": []}]}',
        b'{"decision": "level", "tests": [{"inputs": {}}]}',
    ],
)
def test_tests_of_another_shape_are_refused(act, tests):
    problems = refused(act, ("level.dmn", LEVELS), ("level.tests.json", tests))

    assert codes(problems) == ["tests_unreadable"]


def test_tests_without_their_file_are_refused(act):
    assert codes(refused(act, ("level.tests.json", TESTS))) == ["tests_alone"]


def test_tests_of_an_unknown_decision_are_refused(act):
    tests = TESTS.replace(b'"decision": "level"', b'"decision": "other"')

    problems = refused(act, ("level.dmn", LEVELS), ("level.tests.json", tests))

    assert codes(problems) == ["tested_decision_unknown"] * 2


def test_test_without_answer_says_why(act):
    endless = model(literal("level", "for i in 1..100000 return for j in 1..1000 return i"))
    tests = b'{"decision": "level", "tests": [{"inputs": {}, "expected": 1}]}'

    (problem,) = refused(act, ("level.dmn", endless), ("level.tests.json", tests))

    assert problem.code == "decision_test_failed"
    assert "level" in problem.facts["got"]


def test_findings_name_file_element_and_line(act):
    broken = model(table("level", ["amount"], ["o"], ["< 100", "1 +"]))

    problem, *others = refused(act, ("level.dmn", b"\n\n" + broken))

    assert (problem.code, problem.severity) == ("feel_syntax", "error")
    assert {other.severity for other in others} <= {"warning"}
    assert (problem.resource, problem.element_id, problem.line) == ("level.dmn", "level_1_2", 3)
    assert problem.hint


def test_warnings_are_shown_and_kept(act, session):
    gap = model(table("level", ["amount"], ["o"], ["< 100", "1"]))

    deployed = deploy(act, ("level.dmn", gap))

    assert [w.code for w in deployed.warnings] == ["gap"]
    (warning,) = queries.default_decision(session, "level").warnings
    assert warning["code"] == "gap"
    problems = act(lambda ctx: commands.check(ctx, [commands.Resource("level.dmn", gap)]))
    assert [problem.code for problem in problems] == ["gap"]


BOMB = (
    b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;">]>'
    b'<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/">&b;</definitions>'
)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"rules", "not_xml"),
        (b"<definitions/>", "not_dmn"),
        (BOMB, "document_type"),
    ],
    ids=["empty", "text", "another XML", "bomb"],
)
def test_unreadable_file_is_refused(act, content, code):
    (problem,) = refused(act, ("level.dmn", content))

    assert (problem.code, problem.resource) == (code, "level.dmn")
    assert problem.template
    assert problem.hint


def test_unreadable_file_is_reported_without_its_tests(act):
    problems = refused(act, ("level.dmn", b""), ("level.tests.json", TESTS))

    assert codes(problems) == ["empty_file"]


def test_too_large_file_is_refused(act, services):
    content = LEVELS.replace(b"<decision ", b" " * (services.limits.upload_bytes) + b"<decision ")

    assert codes(refused(act, ("level.dmn", content))) == ["too_large"]


def test_every_bad_file_is_reported(act):
    problems = refused(act, ("a.dmn", b""), ("b.dmn", b""), ("c.bpmn", b""))

    assert sorted(problem.resource for problem in problems) == ["a.dmn", "b.dmn", "c.bpmn"]


def test_decision_in_two_files_is_refused(act):
    problems = refused(act, ("a.dmn", LEVELS), ("b.dmn", LEVELS))

    assert codes(problems) == ["decision_twice"]


@pytest.mark.parametrize("key", ["", "a b", "a:b", "x@y", "k" * 256])
def test_decision_without_usable_id_is_refused(act, key):
    content = LEVELS.replace(b'<decision id="level"', f'<decision id="{key}"'.encode())

    assert "decision_id" in codes(refused(act, ("a.dmn", content)))


def test_version_tag_that_no_column_holds_is_refused(act):
    tagged = table("t", [], ["o"], ["1"], attributes=f'camunda:versionTag="{"v" * 256}"')

    with pytest.raises(RequestInvalidError):
        deploy(act, ("t.dmn", model(tagged)))


def test_two_files_may_share_their_namespace(act, session):
    deploy(act, ("a.dmn", LEVELS), ("b.dmn", model(literal("one", "1"))))

    assert queries.count_decisions(session) == 2


IMPORTED = (
    '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="base" name="base" '
    'namespace="urn:base"><decision id="limit" name="limit"><variable name="limit"/>'
    "<literalExpression><text>{limit}</text></literalExpression></decision></definitions>"
)
IMPORTING = (
    b'<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="file" name="top" '
    b'namespace="urn:top"><import name="base" namespace="urn:base" '
    b'importType="https://www.omg.org/spec/DMN/20191111/MODEL/"/>'
    b'<decision id="top" name="top"><variable name="top"/><informationRequirement>'
    b'<requiredDecision href="urn:base#limit"/></informationRequirement>'
    b"<literalExpression><text>base.limit + 1</text></literalExpression></decision></definitions>"
)


def test_imported_file_is_a_part_of_the_content(act):
    base = IMPORTED.format(limit=10).encode()
    deploy(act, ("top.dmn", IMPORTING), ("base.dmn", base))

    assert act(lambda ctx: commands.evaluate(ctx, "top"))[0].result == 11

    changed = IMPORTED.format(limit=20).encode()
    deployed = deploy(act, ("top.dmn", IMPORTING), ("base.dmn", changed))
    assert {row.version for row in deployed.decisions} == {2}
    assert act(lambda ctx: commands.evaluate(ctx, "top"))[0].result == 21
    assert act(lambda ctx: commands.evaluate(ctx, "top:1"))[0].result == 11


def test_missing_import_is_refused(act):
    assert "unknown_import" in codes(refused(act, ("top.dmn", IMPORTING)))


def test_ambiguous_import_is_refused(act):
    one, two = (IMPORTED.format(limit=n).encode() for n in (1, 2))
    other = two.replace(b'"limit"', b'"bound"')

    problems = refused(act, ("top.dmn", IMPORTING), ("a.dmn", one), ("b.dmn", other))

    assert codes(problems) == ["ambiguous_namespace"]


def test_decisions_are_found_by_what_is_asked(act, session):
    deploy(act, ("a.dmn", model(LEVEL, literal("one", "1"))))
    row = queries.default_decision(session, "one")

    def found(**wanted):
        return [d.key for d in queries.decisions(session, queries.DecisionFilter(**wanted))]

    assert found(key="one") == found(id=row.id) == found(ids=(row.id,)) == ["one"]
    assert found(key_like="lev%") == found(name="Level") == found(search="EVE") == ["level"]
    assert found(drd_id="rules", sort=(("key", "desc"),)) == ["one", "level"]
    assert found(deployment_id=row.deployment_id, version=1, latest_only=True) == ["level", "one"]
    assert found(search="%") == found(version_tag="x") == []


def test_unknown_decision_is_no_row(session):
    for ask in (queries.decision, queries.default_decision, queries.dmn_source):
        with pytest.raises(NotFoundError):
            ask(session, "none")


DEEP = b'{"a":' * 900 + b"1" + b"}" * 900


@pytest.mark.parametrize("key", ["inputs", "expected"])
def test_deep_values_in_tests_are_no_crash(act, key):
    given = {"inputs": b"{}", "expected": b"1"} | {key: DEEP}
    test = b",".join(b'"%s": %s' % (name.encode(), value) for name, value in given.items())
    tests = b'{"decision": "level", "tests": [{%s}]}' % test

    problems = refused(act, ("level.dmn", LEVELS), ("level.tests.json", tests))

    assert codes(problems) == ["decision_test_failed"]
    assert len(str(problems)) < 3_000


def test_too_many_tests_are_refused(act, services):
    most = services.limits.decision_tests
    tests = {"decision": "level", "tests": [{"inputs": {}, "expected": None}] * (most + 1)}

    problems = refused(act, ("level.dmn", LEVELS), ("level.tests.json", orjson.dumps(tests)))

    assert codes(problems) == ["tests_unreadable"]
    assert str(most) in str(problems[-1])


def test_tests_have_so_much_time_together(memory, scripts, now):
    limits = Limits(decision_tests_seconds=0)
    services = Services(scripts=scripts, limits=limits)
    files = [commands.Resource("level.dmn", LEVELS), commands.Resource("level.tests.json", TESTS)]

    with memory() as session, transaction(session, services, "alice", now) as ctx:
        problems = commands.check(ctx, files)

    assert codes(problems) == ["tests_too_long"]


@pytest.mark.parametrize(
    ("got", "expected", "equal"),
    [
        (1, 1.0, True),
        (1, True, False),
        (None, None, True),
        ([1, {"a": "b"}], [1, {"a": "b"}], True),
        ([1], [1, 2], False),
        ({"a": 1}, {"a": 1, "b": None}, False),
        ({"a": True}, {"a": 1}, False),
        ("1", 1, False),
    ],
)
def test_expected_values_are_compared_by_type(got, expected, equal):
    assert testing.same(got, expected) is equal


def test_same_content_at_once_is_one_version(sessions, services):
    seen = []

    def deploy_once():
        def try_it():
            with sessions() as session, transaction(session, services, "alice") as ctx:
                found = commands.deploy(ctx, "p", [commands.Resource("level.dmn", LEVELS)])
                seen.append([row.version for row in found.decisions])

        patiently(try_it)

    at_once(*[deploy_once] * 4)

    assert seen == [[1]] * 4
    with sessions() as session:
        assert [row.is_default for row in queries.decision_versions(session, "level")] == [True]
        assert queries.count_deployments(session) == 1


def test_different_contents_at_once_are_versions_in_a_row(sessions, services):
    def deploy_once(number):
        content = LEVELS.replace(b"board", b"board%d" % number)

        def try_it():
            with sessions() as session, transaction(session, services, "alice") as ctx:
                commands.deploy(ctx, "p", [commands.Resource("level.dmn", content)])

        return lambda: patiently(try_it)

    at_once(*map(deploy_once, range(4)))

    with sessions() as session:
        rows = queries.decision_versions(session, "level")
        assert [row.version for row in rows] == [4, 3, 2, 1]
        assert [row.is_default for row in rows] == [True, False, False, False]
