"""FEEL in multi-instance activities: what to loop over, how often, what each instance gives."""

import pytest

from tests.engine.bpmn.play import end, extensions, flow, multi, script, start, user


def over(collection, sequential=False, inner="", **attributes):
    given = {"camunda__collection": collection, "camunda__elementVariable": "item", **attributes}
    return multi(inner, sequential, **given)


ENDING = end() + flow("a>s, s>z")


@pytest.mark.parametrize("sequential", [False, True])
@pytest.mark.parametrize(
    ("collection", "expected"),
    [
        ("=items", [1, 2, 3]),
        ("=items[item &gt; 1]", [2, 3]),
        ("=for i in 1..2 return i * 10", [10, 20]),
        ("=orders.lines.price", [5, 0.5]),
        ("=[]", []),
    ],
)
def test_collection(play, collection, expected, sequential):
    given = {"items": [1, 2, 3], "orders": [{"lines": {"price": 5}}, {"lines": {"price": 0.5}}]}
    p = play(start() + script("s", "log(item)", over(collection, sequential)) + ENDING, given)

    assert p.done
    assert p.log == expected


@pytest.mark.parametrize(
    ("collection", "message"),
    [
        ("=missing", "The expression =missing gives null: there is no variable named 'missing'."),
        ("=5", "5 is no collection to loop over"),
    ],
)
def test_what_is_no_collection_is_an_incident(play, collection, message):
    p = play(start() + script("s", "pass", over(collection)) + ENDING)

    assert [row.message for row in p.incidents] == [message]


@pytest.mark.parametrize(("cardinality", "count"), [("=2 + 1", 3), ("=count(items)", 2)])
def test_cardinality(play, cardinality, count):
    loop = multi(f"<loopCardinality>{cardinality}</loopCardinality>")
    p = play(start() + script("s", "log(loopCounter)", loop) + ENDING, {"items": ["a", "b"]})

    assert p.log == list(range(count))


@pytest.mark.parametrize("cardinality", ["=-1", "=1.5", '="two"', "=null"])
def test_what_is_no_number_of_instances_is_an_incident(play, cardinality):
    loop = multi(f"<loopCardinality>{cardinality}</loopCardinality>")

    assert len(play(start() + script("s", "pass", loop) + ENDING).incidents) == 1


@pytest.mark.parametrize("sequential", [False, True])
def test_results_are_computed_by_each_instance(play, sequential):
    loop = over(
        "=items",
        sequential,
        ravand__outputCollection="results",
        ravand__outputElement="={item: item, double: item * 2, last: loopCounter = 2}",
    )
    p = play(start() + script("s", "pass", loop) + ENDING, {"items": [5, 6, 7]})

    assert p.vars["results"] == [
        {"item": 5, "double": 10, "last": False},
        {"item": 6, "double": 12, "last": False},
        {"item": 7, "double": 14, "last": True},
    ]


def test_results_are_in_the_order_of_the_items(play):
    loop = over("=items", ravand__outputCollection="results", ravand__outputElement="=answer.text")
    p = play(start() + user("s", loop) + ENDING, {"items": [1, 2]})
    first, second = (row.token_id for row in p.open("user_task"))

    p.complete_token(second, answer={"text": "b"}).complete_token(first, answer={"text": "a"})
    assert p.vars["results"] == ["a", "b"]
    assert "answer" not in p.vars  # each instance has one of its own


def test_result_that_fails_is_an_incident_of_its_instance(play):
    element = "=some i in 1..1000, j in 1..1000 satisfies i * j = item"
    loop = over("=items", ravand__outputCollection="r", ravand__outputElement=element)
    p = play(start() + user("s", loop) + ENDING, {"items": [-1, 1]})
    first, second = (row.token_id for row in p.open("user_task"))

    p.complete_token(second)
    p.complete_token(first)
    assert [row.token_id for row in p.incidents] == [first]
    p.set(first, item=1).retry("s")
    assert p.vars["r"] == [True, True]


def test_inputs_see_the_item(play):
    inner = extensions(
        '<camunda:inputOutput><camunda:inputParameter name="label">="No " + string(item)'
        "</camunda:inputParameter></camunda:inputOutput>"
    )
    p = play(start() + script("s", "log(label)", inner + over("=[1, 2]")) + ENDING)

    assert p.log == ["No 1", "No 2"]
