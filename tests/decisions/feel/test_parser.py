"""Texts to trees, and where and why a text is refused."""

import contextlib

import pytest

from decisions import feel
from decisions.feel.syntax import tree
from decisions.feel.syntax.names import relevant
from decisions.feel.syntax.parser import MAX_TEXT, parse_expression
from tests.cost import calls
from tests.decisions.feel.evaluating import ids, written

REFUSED = [
    ("", 1, 1, "expected an expression, found the end"),
    ("1 +", 1, 4, "expected an expression, found the end"),
    ("a\n  = = 1", 2, 5, "expected an expression, found '='"),
    ("(1", 1, 3, "expected ')', found the end"),
    ("x in (1 +", 1, 10, "expected an expression, found the end"),
    ("x in (1", 1, 8, "expected ')', found the end"),
    ("[1, 2", 1, 6, "expected ',' or ']', found the end"),
    ("[1 2", 1, 4, "expected ',' or ']' or '..', found '2'"),
    ("[1..2", 1, 6, "expected ']' or ')' or '[', found the end"),
    ("]1, 2", 1, 3, "expected '..', found ','"),
    ("f(1", 1, 4, "expected ',' or ')', found the end"),
    ("f(a: 1, 2)", 1, 9, "expected a parameter's name and ':', found '2'"),
    ("f(1, a: 2)", 1, 7, "expected ',' or ')', found ':'"),
    ("if a then b", 1, 12, "expected 'else', found the end"),
    ("if a else b", 1, 6, "expected 'then', found 'else'"),
    ("for i in a", 1, 11, "expected ',' or 'return', found the end"),
    ("for 1 in a return 1", 1, 5, "expected the name of something, found '1'"),
    ("some i in a return i", 1, 13, "expected ',' or 'satisfies', found 'return'"),
    ("{a: 1", 1, 6, "expected ',' or '}', found the end"),
    ("{a 1}", 1, 5, "expected ':', found '}'"),
    ("{1: 1, (: 2}", 1, 8, "expected the key of an entry, found '('"),
    ("{a-b: 1 x}", 1, 9, "expected ',' or '}', found 'x'"),
    ("a b c )", 1, 7, "expected an operator or the end, found ')'"),
    ("a.1", 1, 2, "expected an operator or the end, found '.1'"),
    ("x between 1 or 2", 1, 13, "expected 'and', found 'or'"),
    ("1 instance of 5", 1, 15, "expected the name of something, found '5'"),
    ("1 instance of list<number", 1, 26, "expected '>', found the end"),
    ("1 instance of function<number> number", 1, 32, "expected '->', found 'number'"),
    ("@5", 1, 2, "expected a string such as @\"2026-03-21\", found '5'"),
    ('"abc', 1, 1, "the string has no end"),
    ("/* abc", 1, 1, "the comment has no end"),
    ("a # b", 1, 3, "'#' is no sign of FEEL"),
    ("'a'", 1, 1, "expected an expression, found '''"),
    ("a == b", 1, 4, "expected an expression, found '='"),
    ("and", 1, 1, "expected an expression, found 'and'"),
    ("not", 1, 1, "expected an expression, found 'not'"),
    ("1E99999999999999999999", 1, 1, "the exponent is too large"),
    ("[" * 101, 1, 101, "nested deeper than 100"),
    ("-" * 102 + "1", 1, 101, "nested deeper than 100"),
    ("a" + ".b" * 102, 1, 202, "nested deeper than 100"),
    ("1" + "<1" * 102, 1, 200, "nested deeper than 100"),
    ("1" + " in (1)" * 102, 1, 693, "nested deeper than 100"),
    ("1" + " between 1 and 2" * 102, 1, 1587, "nested deeper than 100"),
    ("1 instance of " + "list<" * 102, 1, 510, "nested deeper than 100"),
]


@pytest.mark.parametrize(("text", "line", "column", "reason"), REFUSED, ids=ids)
def test_wrong_text_is_refused(text: str, line: int, column: int, reason: str) -> None:
    with pytest.raises(feel.FeelSyntaxError) as caught:
        feel.parse(text)

    error = caught.value
    assert (error.line, error.reason) == (line, reason)
    assert error.column == column
    assert (error.code, error.text) == ("feel_syntax", text)
    assert str(error) == f"line {line}, column {column}: {reason}"


def test_error_lists_what_was_expected() -> None:
    with pytest.raises(feel.FeelSyntaxError) as caught:
        feel.parse("[1, 2")

    assert caught.value.expected == (",", "]")


def test_long_text_is_refused() -> None:
    with pytest.raises(feel.FeelSyntaxError, match="longer than 100000 characters"):
        feel.parse(" " * (MAX_TEXT + 1))


def test_names_that_a_text_cannot_hold_are_left_out() -> None:
    names = frozenset({"a-b 5", "a-b 6", "plain"})

    assert relevant("a-b  5 + plain", names) == {"a-b 5"}


def test_many_unusual_keys_are_refused() -> None:
    # each key makes the text end elsewhere: every reading finds one more
    text = "{" + ", ".join(f"in {i}: 1, b{i}: in {i}" for i in range(60)) + "}"

    with pytest.raises(feel.FeelSyntaxError, match="more than 50 unusual keys"):
        feel.parse(text)


@pytest.mark.parametrize("text", ["x in (" * 60 + "1" + ")" * 60, "x in (" * 3000, "1[" * 90])
def test_ambiguous_nesting_is_not_read_again_and_again(text: str) -> None:
    def read() -> None:
        with contextlib.suppress(feel.FeelSyntaxError):
            feel.parse(text)

    assert calls(read) < 1000 * len(text)


def test_deep_nesting_is_read() -> None:
    assert written("(" * 99 + "1" + ")" * 99) == "1"


def test_long_chains_are_flat() -> None:
    assert written("1" + " + 1" * 3000) == "3001"
    assert written("true" + " and true" * 3000) == "true"


READ = [
    ("1 /* one */ + // two\n 1", "2"),
    ("1\u00a0+\u30001", "2"),
    ('"\\u0633\\u0644\\t\\"\\\\\\q"', '"سل\\t\\"\\\\\\\\q"'),
    ('"\\U01F600"', '"😀"'),
    ('"\\uD83D\\uDE00"', '"😀"'),
    ('"\\UFFFFFF"', '"\\\\UFFFFFF"'),
    ("[1..3][1]", "[1..3]"),
    ("[1..2[ = [1..2)", "true"),
    ("1 in [1..2[ and true", "true"),
    ("{a: 1}.a = 1", "true"),
    ("{(1): 1}", None),
    ("for i in [1, 2] return if i > 1 then i else -i", "[-1, 2]"),
    ("(for i in 1..2 return i)[1]", "1"),
    ("if true then [1] else [2]", "[1]"),
    ("1 + if true then 1 else 2", "2"),
    ("not (true)", "false"),
    ("3 - -2", "5"),
    ("{a: function(x) x}.a(5)", "5"),
    ("{'a': 1}", "{\"'a'\": 1}"),
    ('{"a b": 1}', "{a b: 1}"),
    ("{a/b*c+d**e.f..g: 1}", '{"a/b*c+d**e.f..g": 1}'),
    ("f (1)", "null"),
    ("a[1].b(c)", "null"),
    ("date and time", "date and time"),
    ("days and time duration", "null"),
]


@pytest.mark.parametrize(("text", "expected"), READ, ids=ids)
def test_texts_are_read(text: str, expected: str | None) -> None:
    if expected is None:
        with pytest.raises(feel.FeelSyntaxError):
            feel.parse(text)
    else:
        assert written(text) == expected


def test_nodes_know_their_place() -> None:
    node = parse_expression("  a + b")

    assert node == tree.Arithmetic(4, tree.Name(2, "a"), (("+", 4, tree.Name(6, "b")),))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("for i in a, j in i return i + j + b", ("a", "b")),
        ("some x in a satisfies x = y", ("a", "y")),
        ("function(x, y: number) x + z", ("z",)),
        ("{a: b, c: a}", ("b",)),
        ("list[price > 5].name", ("list", "price")),
        ("1 instance of foo", ()),
        ("count(a)", ("a", "count")),
    ],
    ids=ids,
)
def test_free_names_are_told(text: str, names: tuple[str, ...]) -> None:
    assert feel.parse(text).names == names


@pytest.mark.parametrize(
    ("text", "value", "expected"),
    [
        ("list<number>", [feel.from_python(1)], True),
        ("string", "a", True),
        ("Any", "a", True),
        ("date and time", "a", False),
        ("context<a: string, b: list<string>>", {"a": "x", "b": ["y"]}, True),
    ],
    ids=ids,
)
def test_types_are_read(text: str, value: object, expected: bool) -> None:
    assert feel.compile_type(feel.parse_type(text))(value, feel.Run()) is expected


def test_unknown_node_is_no_type() -> None:
    with pytest.raises(TypeError, match="Type is no type of FEEL"):
        feel.compile_type(tree.Type(0))


def test_text_behind_a_type_is_refused() -> None:
    with pytest.raises(feel.FeelSyntaxError, match="expected an operator or the end"):
        feel.parse_type("number ]")


def test_text_behind_unary_tests_is_refused() -> None:
    with pytest.raises(feel.FeelSyntaxError, match="found '\\)'"):
        feel.parse_tests("not(< 5))")
    with pytest.raises(feel.FeelSyntaxError, match="found '\\)'"):
        feel.parse_tests("< 5)")
