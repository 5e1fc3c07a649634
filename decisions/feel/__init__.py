"""FEEL, the expression language of DMN 1.5: parse once, evaluate often, null instead of errors.

    expression = feel.parse('amount > 1000 and status = "open"')
    expression.evaluate({"amount": 1200, "status": "open"}).value  # True

What decision models need beyond it, all taking FEEL values:

    Run(limits, now, types)         one evaluation: budget, clock, warnings; one for all expressions
    Scope(values, parent, run)      names and values; scope.inner({...})
    exact()                         the decimal context, `with exact():` around a whole evaluation
    expression.evaluator(scope)     the value of a parsed expression; also of UnaryTests, with `?`
                                    somewhere in the scope
    Function(parameters, body, name)  a function value; body(values, run) -> value
    call(function, arguments, run, site)  arguments a list, or a dict by parameter name
    BUILT_INS[name]                 the functions of the standard, called alike
    kind(value)                     `number`, `days and time duration`, `null`, ...
    equal, compare, less, within    true, false or null; passes(value, expected, run, site) is a
                                    unary test with a value at hand
    items_of(value)                 what a `for` runs through, None when it cannot
    property_of(value, name, run, site)  what `value.name` is
    parse_type(text), compile_type(node) -> test(value, run); named_type(name)
"""

from decisions.feel.compiler.calls import call
from decisions.feel.compiler.loops import items_of
from decisions.feel.compiler.operands import property_of
from decisions.feel.compiler.tests import passes
from decisions.feel.compiler.types import compile_type, named_type
from decisions.feel.errors import FeelSyntaxError, LimitExceededError
from decisions.feel.expressions import Expression, Outcome, UnaryTests, parse, parse_tests
from decisions.feel.functions import BUILT_INS
from decisions.feel.run import LIMITS, NOWHERE, Limits, Run, Scope, Site, TypeTest, Warning
from decisions.feel.syntax.parser import parse_type
from decisions.feel.values.arithmetic import exact
from decisions.feel.values.comparison import compare, equal, less, within
from decisions.feel.values.durations import DaysTime, YearsMonths
from decisions.feel.values.functions import BuiltIn, Function
from decisions.feel.values.kinds import is_value, kind
from decisions.feel.values.moments import Date, DateTime, Time
from decisions.feel.values.python import from_python, to_python
from decisions.feel.values.ranges import Range
from decisions.feel.values.text import to_text

__all__ = [
    "BUILT_INS",
    "LIMITS",
    "NOWHERE",
    "BuiltIn",
    "Date",
    "DateTime",
    "DaysTime",
    "Expression",
    "FeelSyntaxError",
    "Function",
    "LimitExceededError",
    "Limits",
    "Outcome",
    "Range",
    "Run",
    "Scope",
    "Site",
    "Time",
    "TypeTest",
    "UnaryTests",
    "Warning",
    "YearsMonths",
    "call",
    "compare",
    "compile_type",
    "equal",
    "exact",
    "from_python",
    "is_value",
    "items_of",
    "kind",
    "less",
    "named_type",
    "parse",
    "parse_tests",
    "parse_type",
    "passes",
    "property_of",
    "to_python",
    "to_text",
    "within",
]
