"""Every expression of the diagrams that this project did not write."""

import html
import re

from engine.bpmn.expressions import ExpressionError, compile_expression

FOUND = re.compile(r"[$#]\{[^}]*\}")
BEANS = {"${genderBean.getGenderString(gender)}": "There is no method getGenderString"}


def test_every_expression_compiles_or_is_refused_with_its_reason(corpus):
    refused, seen = {}, set()
    for path in sorted((corpus / "bpmn").rglob("*.bpmn*")):
        for text in map(html.unescape, FOUND.findall(path.read_text("utf-8", "replace"))):
            seen.add(text)
            try:
                compile_expression(text)
            except ExpressionError as error:
                refused[text] = str(error)

    assert len(seen) >= 20
    assert refused.keys() <= BEANS.keys()
    assert all(refused[text].startswith(BEANS[text]) for text in refused)
