"""FEEL under all its names, plain paths of JUEL, and nothing else."""

import pytest

from decisions import dmn
from tests.decisions.dmn.building import CAMUNDA, codes, decision, literal, model, text, value

FEELS = [
    "feel",
    "FEEL",
    "http://www.omg.org/spec/FEEL/20140401",
    "https://www.omg.org/spec/DMN/20191111/FEEL/",
    "",
]


def written(text: str, language: str) -> dmn.Model:
    body = decision("d", literal(text, f'expressionLanguage="{language}"'))
    return model(body, more=CAMUNDA)


@pytest.mark.parametrize("language", FEELS)
def test_feel_is_known_by_all_its_names(language: str):
    assert value(written("1 + 1", language)) == 2


@pytest.mark.parametrize("text", ["${amount}", "#{ amount }", "amount"])
@pytest.mark.parametrize("language", ["juel", "JUEL"])
def test_plain_path_of_juel_is_read(text: str, language: str):
    assert value(written(text, language), amount=3) == 3


def test_path_in_brackets_is_read_where_no_language_is_told():
    assert value(model(decision("d", literal("${a.b}"))), a={"b": 4}) == 4


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("${amount > 3 ? 1 : 2}", "juel"),
        ("a > 1", "juel"),
        ("a === 1", "javascript"),
        ("a", "groovy"),
        ("a", "python"),
    ],
)
def test_other_languages_are_refused_with_the_reason(text: str, language: str):
    found = written(text, language)

    assert codes(found) == ["foreign_language"]
    assert language in dmn.check(found)[0].message
    assert value(found, a=1) is None
    assert dmn.evaluate(found, "d", {"a": 1}).warnings[0].code == "foreign_language"


def test_cell_in_another_language_matches_nothing():
    cell = f'<inputEntry expressionLanguage="juel">{text("${x > 1}")}</inputEntry>'
    rule = f"<rule>{cell}<outputEntry>{text('1')}</outputEntry></rule>"
    column = f"<input><inputExpression>{text('x')}</inputExpression></input>"
    found = model(decision("d", f"<decisionTable>{column}<output/>{rule}</decisionTable>"))

    assert value(found, x=2) is None
    assert codes(found, "error") == ["foreign_language"]


def test_language_of_the_file_counts_where_a_text_tells_none():
    body = decision("d", literal("1 + 1"))

    assert codes(model(body, more='expressionLanguage="groovy"')) == ["foreign_language"]
    assert codes(model(body, more=f'expressionLanguage="{FEELS[2]}"')) == []
