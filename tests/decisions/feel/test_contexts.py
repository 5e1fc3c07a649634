"""Functions of contexts."""

import pytest

from tests.decisions.feel.evaluating import ids, written

CONTEXTS_ARE_READ_AND_MADE = [
    ('get value({a: 1}, "a")', "1"),
    ('get value({a: 1}, "b")', "null"),
    ('get value({x: 1, y: {z: 0}}, ["y", "z"])', "0"),
    ('get value({x: 1}, ["y", "z"])', "null"),
    ('get value({x: 1}, ["x", "z"])', "null"),
    ("get value({x: 1}, [1])", "null"),
    ("get value({x: 1}, [])", "null"),
    ('get value(null, "a")', "null"),
    ("get value({a: 1}, null)", "null"),
    ('get value(m: {a: 1}, key: "a")', "1"),
    ('get value(context: {a: 1}, keys: ["a"])', "1"),
    ("get entries({a: 1, b: 2})", '[{key: "a", value: 1}, {key: "b", value: 2}]'),
    ("get entries({})", "[]"),
    ("get entries([])", "null"),
    ("get entries(m: {a: 1}).key", '["a"]'),
    ('context([{key: "a", value: 1}, {key: "b", value: null}])', "{a: 1, b: null}"),
    ('context({key: "a", value: 1})', "{a: 1}"),
    ("context([])", "{}"),
    ('context([{key: "a"}])', "null"),
    ("context([{key: 1, value: 1}])", "null"),
    ('context([{key: "a", value: 1}, {key: "a", value: 2}])', "null"),
    ("context([1])", "null"),
    ('context put({x: 1}, "y", 2)', "{x: 1, y: 2}"),
    ('context put({x: 1}, "x", 2)', "{x: 2}"),
    ('context put({x: {y: 1}}, ["x", "y"], 2)', "{x: {y: 2}}"),
    ('context put({x: {y: 1}}, ["x", "z"], 2)', "{x: {y: 1, z: 2}}"),
    ('context put({x: 1}, ["x", "y"], 2)', "null"),
    ("context put({x: 1}, [], 2)", "null"),
    ("context put({x: 1}, [1], 2)", "null"),
    ('context put(null, "x", 2)', "null"),
    ('context put(context: {x: 1}, key: "y", value: null)', "{x: 1, y: null}"),
    ("context merge([{x: 1}, {y: 2}])", "{x: 1, y: 2}"),
    ("context merge([{x: 1, y: 0}, {y: 2}])", "{x: 1, y: 2}"),
    ("context merge({x: 1})", "{x: 1}"),
    ("context merge([])", "{}"),
    ("context merge([1])", "null"),
]


@pytest.mark.parametrize(("text", "expected"), CONTEXTS_ARE_READ_AND_MADE, ids=ids)
def test_contexts_are_read_and_made(text: str, expected: str) -> None:
    assert written(text) == expected
