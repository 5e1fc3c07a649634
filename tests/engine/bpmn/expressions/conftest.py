"""The interpreter behind expressions: the real one, and Python itself where only it matters."""

import pytest

from engine.bpmn.expressions import compile_expression
from engine.ports import ScriptError
from engine.scripts import MontyRunner


class PythonRunner:
    """Runs what is no plain expression in this process: fast, and the measure of all results."""

    def __init__(self):
        self.ran = []

    def evaluate(self, expression, variables):
        self.ran.append(expression)
        try:
            return eval(expression, {}, dict(variables))
        except Exception as error:
            raise ScriptError(f"{type(error).__name__}: {error}") from error

    def execute(self, script, variables):
        raise AssertionError("an expression executes nothing")


class NoRunner:
    """Fails when it is asked: the expression should have been plain."""

    def evaluate(self, expression, variables):
        raise AssertionError(f"the interpreter was asked for {expression}")

    execute = evaluate


@pytest.fixture(scope="session")
def sandbox():
    with MontyRunner(processes=1) as runner:
        yield runner


@pytest.fixture
def python():
    return PythonRunner()


@pytest.fixture
def value():
    """Evaluate a plain expression over variables given by keyword."""

    def evaluate(text, facts=None, **variables):
        return compile_expression(text).evaluate(variables, NoRunner(), facts or {})

    return evaluate
