"""Lists, contexts, filters and paths."""

import pytest

from tests.decisions.feel.evaluating import ids, written

COLLECTIONS_ARE_READ = [
    ('[1, [2], "a"]', '[1, [2], "a"]'),
    ("{a: 1, b: a + 1}", "{a: 1, b: 2}"),
    ("{a: 1, a: 2}", "null"),
    ("{a: {b: 2}}.a.b", "2"),
    ("{a: 1}.b", "null"),
    ("{a-b: 1, c: a-b + 1}.c", "2"),
    ("{date of birth: 1, c: date of birth}.c", "1"),
    ("{if: 1}.if", "1"),
    ("{`a b`: 1}.a b", "1"),
    ("{a: 1, f: function(x) x + a, b: f(2)}.b", "3"),
    ("null.a", "null"),
    ("[{a: 1}, {a: 2}].a", "[1, 2]"),
    ("[{a: 1}, {b: 2}].a", "[1, null]"),
    ("[{a: [{b: 1}]}].a.b", "[[1]]"),
    ('"abc".length', "null"),
    ("[1, 2, 3][1]", "1"),
    ("[1, 2, 3][-1]", "3"),
    ("[1, 2, 3][0]", "null"),
    ("[1, 2, 3][4]", "null"),
    ("[1, 2, 3][1.5]", "null"),
    ("[][1]", "null"),
    ("[][item > 1]", "[]"),
    ("1[1]", "1"),
    ("1[item > 5]", "[]"),
    ("null[1]", "null"),
    ("[1, 2, 3, 4][item > 2]", "[3, 4]"),
    ("[1, null, 3][item > 2]", "[3]"),
    ('[1, 2]["a"]', "null"),
    ("[{a: 1}, {a: 2}][a > 1]", "[{a: 2}]"),
    ("[{a: 1}, {a: 2}][item.a > 1].a", "[2]"),
    ("[{item: 5}][item > 3]", "[{item: 5}]"),
    ("[{a: 1, b: 1}, {a: 1, b: 2}][a = 1][b = 2]", "[{a: 1, b: 2}]"),
    ("[1, 2, 3][item >= 2][1]", "2"),
    ("[[1, 2], [3]][1][2]", "2"),
]


@pytest.mark.parametrize(("text", "expected"), COLLECTIONS_ARE_READ, ids=ids)
def test_collections_are_read(text: str, expected: str) -> None:
    assert written(text) == expected


LOOPS_RUN = [
    ("for i in [1, 2, 3] return i * 2", "[2, 4, 6]"),
    ("for i in 1..3 return i", "[1, 2, 3]"),
    ("for i in 3..1 return i", "[3, 2, 1]"),
    ("for i in [1..3] return i", "[1, 2, 3]"),
    ("for i in (1..3) return i", "[2]"),
    ("for i in [3..1] return i", "null"),
    ("for i in 1..1.5 return i", "null"),
    ('for i in "a".."c" return i', "null"),
    ("for i in null return i", "null"),
    ("for i in 5 return i", "[5]"),
    ("for i in [] return i", "[]"),
    ("for i in (> 1) return i", "null"),
    ('for i in @"2020-02-28"..@"2020-03-01" return i.day', "[28, 29, 1]"),
    ('for i in [@"2020-01-02"..@"2020-01-03"] return i.day', "[2, 3]"),
    ('for i in @"2020-01-02"..@"2020-01-01" return i.day', "[2, 1]"),
    ("for i in [1, 2], j in [i, 10] return i + j", "[2, 11, 4, 12]"),
    ("for i in [1, 2], j in null return i", "null"),
    ("for i in 0..4 return if i = 0 then 1 else i * partial[-1]", "[1, 1, 2, 6, 24]"),
    ("for i in 1..2, j in 1..2 return count(partial)", "[0, 1, 2, 3]"),
    ("for i in {a: 1} return i.a", "[1]"),
    ("some i in [1, 2, 3] satisfies i > 2", "true"),
    ("some i in [1, 2, 3] satisfies i > 5", "false"),
    ("some i in [1, null] satisfies i > 5", "null"),
    ("some i in [] satisfies true", "false"),
    ("some i in null satisfies true", "null"),
    ("every i in [1, 2] satisfies i > 0", "true"),
    ("every i in [1, 2] satisfies i > 1", "false"),
    ("every i in [null, 2] satisfies i > 0", "null"),
    ("every i in [] satisfies false", "true"),
    ("every i in null satisfies true", "null"),
    ("some i in [1, 2], j in [2, 3] satisfies i > j", "false"),
    ("every i in 1..3 satisfies i < 4", "true"),
]


@pytest.mark.parametrize(("text", "expected"), LOOPS_RUN, ids=ids)
def test_loops_run(text: str, expected: str) -> None:
    assert written(text) == expected


FUNCTIONS_ARE_CALLED = [
    ("(function(a, b) a + b)(1, 2)", "3"),
    ("(function(a, b) a - b)(b: 1, a: 2)", "1"),
    ("(function(a) a)(1, 2)", "null"),
    ("(function(a) a)(b: 1)", "null"),
    ("(function() 5)()", "5"),
    ('(function(a: number) a)("x")', "null"),
    ("(function(a: number) a)([1])", "1"),
    ("(function(a: list<number>) a)(1)", "[1]"),
    ("(function(a: number) a)(null)", "null"),
    (
        '(function(a: date and time) a)(@"2026-03-21")',
        "2026-03-21T00:00:00Z",
    ),
    ('(function(a: time) a)(@"2026-03-21")', "null"),
    ("(function(a: number) a)([null])", "null"),
    ("{f: function(n) if n = 0 then 1 else n * f(n - 1), r: f(5)}.r", "120"),
    ("(for f in [function(x) x + 1, function(x) x * 2] return f(5))", "[6, 10]"),
    ('"abc"(1)', "null"),
    ("nothing(1)", "null"),
    ('function(a) external {java: {class: "java.lang.Math"}}', "null"),
    ('(function(a) external {java: {class: "x"}})(1)', "null"),
    ('substring("abc", 1, 1, 1)', "null"),
    ("count()", "null"),
    ("now(1)", "null"),
]


@pytest.mark.parametrize(("text", "expected"), FUNCTIONS_ARE_CALLED, ids=ids)
def test_functions_are_called(text: str, expected: str) -> None:
    assert written(text) == expected
