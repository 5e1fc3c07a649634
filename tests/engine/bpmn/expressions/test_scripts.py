"""What is found in a script when its diagram is deployed."""

import ast

import pytest

from engine.bpmn.expressions import ExpressionError, parse_script
from engine.bpmn.expressions.scripts import MODULES
from engine.ports import ScriptError


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x = 1",
        "\n    x = 1\n    if x:\n        y = 2\n  ",
        "import json, datetime\nfrom math import pi",
        "try:\n    import numpy\nexcept ImportError:\n    x = 1",
        "class A:\n    def f(self): return 1\nx = A().f()",
        "def d(f): return f\n@d\ndef g(): return 1\nx = g()",
        "async def f(): return 1\nimport asyncio\nx = asyncio.run(f())",
    ],
)
def test_script_is_taken(sandbox, text):
    assert isinstance(parse_script(text), ast.Module)
    sandbox.execute(text, {})


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ("x = 1\ny = (", "SyntaxError: '(' was never closed", 2),
        ("x = 1\nreturn x", "SyntaxError: 'return' outside function", 2),
        ("x = '\0'", "SyntaxError: ", 1),
        ("x = '\ud800'", "SyntaxError: ", 1),
        ("-" * 9000 + "1", "The script is nested too deeply.", 1),
        ("x = 1\ndel x", "Scripts cannot use del: set the variable to None instead.", 2),
        ("d = {1: 2}\ndel d[1]", "Scripts cannot use del", 2),
        ("def f():\n    yield 1\nx = list(f())", "Scripts cannot use yield.", 2),
        ("def f():\n    yield from [1]\nx = list(f())", "Scripts cannot use yield.", 2),
        ("try:\n    1 / 0\nexcept* ValueError:\n    pass", "Scripts cannot use except*.", 1),
        ("class E(Exception):\n    pass", "Scripts cannot use classes made from others.", 1),
        ("class A:\n    @property\n    def f(self): pass", "Scripts cannot use decorated me", 3),
        ("import json\nimport numpy", "Scripts cannot use the module numpy.", 2),
        ("import collections.abc", "Scripts cannot use the module collections.abc.", 1),
        ("from . import x", "Scripts cannot use the module .", 1),
        ("from math import *", "Scripts cannot use import *.", 1),
        (
            "async def f():\n    async for i in g(): pass\nimport asyncio\nasyncio.run(f())",
            "Scripts cannot use async for.",
            2,
        ),
        (
            "async def f():\n    async with g():\n        pass\nimport asyncio\nasyncio.run(f())",
            "Scripts cannot use async with.",
            2,
        ),
        ("#" * 70_000, "The script is longer than 65536 characters.", 1),
    ],
)
def test_script_is_refused_before_it_fails(sandbox, text, message, line):
    with pytest.raises(ExpressionError) as caught:
        parse_script(text)

    assert str(caught.value).startswith(message)
    assert caught.value.line == line
    with pytest.raises(ScriptError):
        sandbox.execute(text, {})


@pytest.mark.parametrize("module", sorted(MODULES))
def test_module_is_there(sandbox, module):
    assert sandbox.execute(f"import {module}", {}) == {}
