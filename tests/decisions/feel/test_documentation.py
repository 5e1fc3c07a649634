"""The page for designers tells the truth."""

import re
from pathlib import Path

import pytest

from decisions.feel.functions import BUILT_INS
from tests.decisions.feel.evaluating import ids, written

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "feel.md").read_text("utf-8")
EXAMPLES = re.findall(
    r"^\| `(.+)` \| `(.+)` \|$",
    "".join(re.findall(r"\| Expression \| Value \|\n\|---\|---\|\n((?:\|.*\n)+)", PAGE)),
    re.MULTILINE,
)


@pytest.mark.parametrize(("text", "value"), EXAMPLES, ids=ids)
def test_example_gives_its_value(text: str, value: str) -> None:
    assert written(text) == value


def test_every_function_is_shown() -> None:
    shown = "\n".join(text for text, _ in EXAMPLES)

    assert [name for name in sorted(BUILT_INS) if f"{name}(" not in shown] == []


def test_every_warning_is_shown() -> None:
    package = Path(__file__).resolve().parents[3] / "decisions" / "feel"
    source = "".join(path.read_text("utf-8") for path in package.rglob("*.py"))
    given = set(re.findall(r'(?:warn\(|nothing\(\w+\.?\w*\(?\w*\)?,)\s*"(\w+)"', source))

    assert {code for code in given if f"`{code}`" not in PAGE} == set()
    assert len(given) > 15
