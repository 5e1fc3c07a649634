"""The script runner: what it runs, what it refuses, and that nothing harms the server."""

import datetime
import gc
import multiprocessing
import os
import signal
import subprocess
import sys
import textwrap
import threading
import uuid
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from engine.ports import ScriptError, ScriptRunner
from engine.scripts import MontyRunner, ScriptLimits, UndefinedNameError, wire
from engine.scripts.source import script as analysed

TIGHT = ScriptLimits(seconds=0.3, grace_seconds=0.5, memory_bytes=32 * 1024 * 1024)


@pytest.fixture(scope="module")
def runner():
    with MontyRunner(processes=2) as running:
        yield running


@pytest.fixture(scope="module")
def tight():
    with MontyRunner(processes=1, limits=TIGHT) as running:
        yield running


def variables():
    return {
        "x": 7,
        "name": "bob",
        "items": [{"price": 2.5, "qty": 2}, {"price": 1, "qty": 3}],
        "flag": True,
        "none": None,
        "when": datetime.datetime.fromisoformat("2026-01-02T03:04:05"),
        "d": {"a": 1},
    }


EVERYDAY = {
    "assignment": "y = x + 1",
    "augmented": "x += 1",
    "augmented entry": "d['a'] += 1",
    "changed in place": "items.append({'price': 1, 'qty': 1})",
    "changed by another name": "other = items\nother.append(1)",
    "changed in a loop": "for i in items:\n    i['total'] = i['price'] * i['qty']",
    "changed in a function": "def f(l):\n    l.append(1)\nf(items)",
    "sum of generator": "total = sum(i['price'] * i['qty'] for i in items)",
    "list comprehension": "p = [i['price'] for i in items if i['qty'] > 2]",
    "dict comprehension": "m = {str(i): i * 2 for i in range(3)}",
    "formatted": "g = f'hi {name} {x:>5}'",
    "loop and condition": "t = 0\nfor i in items:\n    if i['qty'] > 2:\n        t += i['qty']",
    "while": "n = 0\nwhile n < 3:\n    n += 1",
    "bound on one path only": "if x > 100:\n    a = 1\nelse:\n    b = 2",
    "function": "def f(a, b=2):\n    return a * b\nr = f(3)",
    "recursion": "def f(n):\n    return 1 if n < 2 else n * f(n - 1)\nr = f(5)",
    "global in a function": "def f():\n    global q\n    q = 2\nf()",
    "caught": "try:\n    z = 1 / 0\nexcept ZeroDivisionError as e:\n    z = str(e)",
    "datetime": "import datetime\nt = datetime.date(2026, 1, 1).isoformat()",
    "datetime arithmetic": "from datetime import timedelta\nw2 = when + timedelta(days=1)",
    "json": "import json\nj = json.dumps(d)",
    "re": "import re\nm = re.match('b.b', name) is not None",
    "math": "import math\nm = math.ceil(2.1)",
    "decimal": "from decimal import Decimal\nr = str(Decimal('1.1') + 1)",
    "str.format": "s = '{} {}'.format(name, x)",
    "percent": "s = '%s-%03d' % (name, x)",
    "sorted by": "s = sorted(items, key=lambda i: i['price'])",
    "walrus": "r = [y := 1, y ** 2]",
    "class": "class A:\n    def __init__(self): self.v = 1\nr = A().v",
    "set": "s = len({1, 2, 2})",
    "chained": "r = 'a' if 1 < x < 9 else 'b'",
    "unpacked": "a, *b = [1, 2, 3]",
    "whole numbers": "r = 7 // 2 + 2 ** 3 + 7 % 3",
    "isinstance": "r = isinstance(x, int)",
    "texts": "r = name.upper().strip().split('O')",
    "none": "r = none is None and not flag == False",
    "sorted in place": "l = [3, 1, 2]\nl.sort()",
    "enumerate": "r = [(i, v['qty']) for i, v in enumerate(items)]",
    "closure": "def o():\n    c = 2\n    def i(): return c\n    return i()\nr = o()",
    "twice": "a = b = 3",
    "updated": "d.update({'z': 1}); d['k'] = [1]",
    "any and max": "r = any(i['qty'] > 2 for i in items), max(1, 2)",
    "set to none": "r = None",
    "converted": "r = int('3') + float('1.5')",
    "sliced": "r = name[::-1] + name[1:]",
    "repeated": "r = 'ab' * 3",
    "match": "match x:\n    case 7: r = 'seven'\n    case _: r = 'o'",
    "annotated": "v: int = 3",
    "indented by the file": "\n    a = 1\n    if a:\n        b = 2\n",
    "Windows lines": "a = 1\r\nb = 2\r\n",
    "large result": "r = [x] * 5000",
    "large and small": "r = 'ب' * 5000\ns = {'a': (1, 2)}",
    "a variable called type": "type = 'complaint'\nr = [type] * 3000",
    "a variable called locals": "if x:\n    locals = 4",
    "dots": "r = ['...', {'a': '…'}]",
    "truth instead of a number": "d['a'] = True",
    "a function that may be a number": "def f(): return 1\nif x > 100:\n    f = 5",
    "nothing": "",
    "comment": "# nothing",
}


def in_python(code, given):
    """What Python itself makes of a script: the names that it bound or changed."""
    before, after = variables(), dict(given)
    exec(textwrap.dedent(code), after)
    for name in ("__builtins__", "__annotations__"):
        after.pop(name, None)
    own = (type(sys), type(in_python), type)
    return {
        name: value
        for name, value in after.items()
        if repr(value) != repr(before.get(name, ...)) and not isinstance(value, own)
    }


@pytest.mark.parametrize("code", EVERYDAY.values(), ids=EVERYDAY)
def test_script_binds_what_python_binds(runner, code):
    result = runner.execute(code, variables())

    assert repr(sorted(result.items())) == repr(sorted(in_python(code, variables()).items()))


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        0,
        -(2**63),
        2**64 - 1,
        -0.0,
        1e300,
        "",
        "سلام '\"\\ \n\0",
        "\0t",
        [],
        [1, [2.5, None]],
        {},
        {"a": {"b": [1]}},
        {1: 2, (1, 2): "x", None: 3},
        {"\0t": ["odd", 1]},
        (),
        (1, (2,)),
        set(),
        {1, "a"},
        frozenset({1}),
        b"",
        b"\0\xff",
        datetime.datetime.fromisoformat("2026-01-02T03:04:05.000006"),
        datetime.datetime(2026, 1, 2, tzinfo=datetime.UTC),
        datetime.datetime(2026, 1, 2, tzinfo=datetime.timezone(datetime.timedelta(hours=3.5))),
        datetime.date(2026, 1, 2),
        datetime.time(1, 2, 3),
        datetime.timedelta(days=-1, seconds=5),
        Decimal("1.50"),
        "x" * 5000,
        [{"a": i} for i in range(1000)],
    ],
    ids=lambda value: repr(value)[:40],
)
def test_value_goes_in_and_out_unchanged(runner, value):
    result = runner.execute("y = x", {"x": value})

    assert repr(result) == repr({"y": value})
    assert repr(runner.evaluate("x", {"x": value})) == repr(value)
    assert repr(runner.evaluate("[x, (x,)]", {"x": value})) == repr([value, (value,)])


ATTACKS = {
    "os.system": "import os\nr = os.system('echo')",
    "__import__": "r = __import__('os').getcwd()",
    "subclasses": "r = str(().__class__.__mro__[1].__subclasses__())",
    "getattr": "r = str(getattr((), '__class__'))",
    "str.format": "r = '{0.__class__.__mro__}'.format(1)",
    "format_map": "r = '{x.__class__}'.format_map({'x': 1})",
    "f-string": "r = f'{x.__class__}'",
    "generator frame": "g = (i for i in [1])\nr = str(g.gi_frame.f_back)",
    "traceback": "try:\n    1/0\nexcept Exception as e:\n    r = str(e.__traceback__.tb_frame)",
    "function globals": "def f(): pass\nr = str(f.__globals__)",
    "open": "r = open('/etc/passwd').read()",
    "write": "with open('/tmp/ravand-was-here', 'w') as f:\n    f.write('x')",
    "pathlib": "import pathlib\nr = pathlib.Path('/etc/passwd').read_text()",
    "listing": "import os\nr = os.listdir('/')",
    "environment": "import os\nr = str(os.environ)",
    "fork": "import os\nos.fork()",
    "kill": "import os\nos.kill(1, 9)",
    "socket": "import socket",
    "subprocess": "import subprocess",
    "ctypes": "import ctypes",
    "datetime.sys": "import datetime\nr = str(datetime.sys.modules)",
    "random._os": "import random\nr = str(random._os.getcwd())",
    "re.enum": "import re\nr = str(re.enum.sys.modules)",
    "compile": "r = compile('1', '', 'eval')",
    "globals": "r = str(globals()['__builtins__'])",
    "changed module": "import json\njson.dumps = 5",
    "name clobber": "x.__class__ = 1",
    "coroutine frame": "async def g(): pass\nr = str(g().cr_frame)",
    "exception group": "try:\n    raise ValueError()\nexcept* ValueError as e:\n    r = 1",
    "class base": "class A: pass\nr = A().__class__.__base__.__subclasses__()",
    "return an object": "return {1}",
    "return in a class": "class A:\n    return {1}",
    "exit": "import sys\nsys.exit(3)",
    "SystemExit": "raise SystemExit",
    "KeyboardInterrupt": "raise KeyboardInterrupt",
}


@pytest.mark.parametrize("code", ATTACKS.values(), ids=ATTACKS)
def test_attack_ends_in_an_error(runner, code):
    with pytest.raises(ScriptError):
        runner.execute(code, variables())

    assert runner.evaluate("1 + 1", {}) == 2


TWINS = "a = (1, 2)\nfor i in range(60):\n    a = (a, a)\n"  # 2 ** 60 parts, 60 objects
DENIALS = {
    "endless loop": "while True:\n    pass",
    "endless loop that catches": "while True:\n    try:\n        while True: pass\n"
    "    except BaseException:\n        pass",
    "large range": "n = 0\nfor i in range(10**12):\n    n = i",
    "long text": "a = 'a' * 10**10",
    "long list": "a = [0] * 10**9",
    "large number": "a = 10**10**8",
    "tower": "a = 9**9**9",
    "towers": "a = [x**x**x for x in range(100, 110)]",
    "long number as text": "a = str(10**1000000)",
    "endless recursion": "def f(n): return f(n + 1)\nf(0)",
    "parentheses": "a = " + "(" * 300 + "1" + ")" * 300,
    "signs": "a = " + "-" * 5000 + "1",
    "dots": "a = x" + ".b" * 20000,
    "sum": "a = " + "+".join(["1"] * 20000),
    "nested list": "a = []\nfor i in range(10**6):\n    a = [a]",
    "nested list, less": "a = []\nfor i in range(10**4):\n    a = [a]",
    "doubled": "a = 'x'\nfor i in range(60):\n    a = a + a",
    "percent width": "a = '%1000000000d' % 1",
    "format width": "a = f'{1:>1000000000}'",
    "comprehension": "a = [i for i in range(10**9)]",
    "list of itself": "a = []\na.append(a)",
    "list of twins": "a = [1]\nfor i in range(30):\n    a = [a] * 10",
    "twins": TWINS,
    "set of twins": f"{TWINS}b = {{a}}",
    "key of twins": f"{TWINS}b = {{a: 1}}",
    "twins compared": f"{TWINS}b = (1, 2)\nfor i in range(60): b = (b, b)\nc = a == b",
    "error of twins": f"{TWINS}raise ValueError({{a}})",
    "name of twins": f"{TWINS}missing({{a}})",
    "twins to the outside": f"{TWINS}import os\nos.listdir({{a}})",
    "twins in a class": f"{TWINS}class A:\n    def __repr__(self): return ''\nb = A()\nb.a = {{a}}",
    "endless repr": "class A:\n    def __repr__(self):\n        while True: pass\na = A()",
    "repr that lies": "class A:\n    def __repr__(self): return '(' * 2000\na = A()",
    "endless print": "while True: print('x' * 1000)",
    "questions": "import os\nfor i in range(10**6):\n    try: os.listdir('/')\n"
    "    except Exception: pass",
    "endless task": "import asyncio\nasync def f():\n    while True: await asyncio.sleep(0)\n"
    "asyncio.run(f())",
    "much text": "a = 'x' * 5_000_000",
    "long script": "#" + "x" * 100_000,
}


@pytest.mark.parametrize("code", DENIALS.values(), ids=DENIALS)
def test_denial_of_service_is_bounded(tight, code):
    with pytest.raises(ScriptError):
        tight.execute(code, {"x": 1})

    assert tight.evaluate("1 + 1", {}) == 2


def test_catastrophic_pattern_is_harmless(tight):
    assert tight.execute("import re\nr = re.match('(a+)+$', 'a' * 40 + 'b')", {}) == {"r": None}


def test_sleep_takes_no_time(tight):
    assert tight.execute("import time\ntime.sleep(1000)\nr = 1", {}) == {"r": 1}


@pytest.mark.parametrize(
    ("code", "message", "line"),
    [
        ("x = 1\n\ny = 1 / 0", "ZeroDivisionError: division by zero", 3),
        ("def f():\n    return 1 / 0\n\nf()", "ZeroDivisionError: division by zero", 2),
        ("x = (", "SyntaxError: '(' was never closed", 1),
        ("x = 1\nreturn 2", "SyntaxError: 'return' outside function", 2),
        ("x = 1\ny = z", "There is no variable 'z'.", 2),
        ("x = 1\ndel x", "Scripts cannot use the 'del' statement.", 2),
        ("raise ValueError('no stock')", "ValueError: no stock", 1),
        ("raise ValueError", "ValueError", 1),
        ("assert 1 == 2", "AssertionError", 1),
        ("a = 1\nimport numpy", "ModuleNotFoundError: No module named 'numpy'", 2),
        ("a = 'x' * 10**10", "The script needed more than 32 MB of memory.", 1),
        ("while True: pass", "The script ran longer than 0.3 seconds.", None),
        ("x = '\0'", "SyntaxError: source code string cannot contain null bytes", None),
        (
            "x = '\ud800'",
            "SyntaxError: 'utf-8' codec can't encode character '\\ud800' in position 5:"
            " surrogates not allowed",
            None,
        ),
        ("type = 1\nx = 1 / 0", "ZeroDivisionError: division by zero", 2),
        ("#" * 70_000, "The script is longer than 65536 characters.", None),
        ("-" * 5000 + "1", "The script is nested too deeply.", None),
    ],
)
def test_error_names_the_line_and_the_reason(tight, code, message, line):
    with pytest.raises(ScriptError) as caught:
        tight.execute(code, {})

    assert (str(caught.value), caught.value.line) == (message, line)


def test_error_message_has_a_bounded_length(runner):
    with pytest.raises(ScriptError) as caught:
        runner.execute("raise ValueError('x' * 1_000_000)", {})

    assert len(str(caught.value)) < 1100


def test_unknown_name_is_told(runner):
    with pytest.raises(UndefinedNameError) as caught:
        runner.evaluate("missing > 1", {})

    assert caught.value.name == "missing"


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("def f(): pass\nx = f", "Variable 'x' cannot hold a value of type function."),
        ("class A: pass\nx = A()", "Variable 'x' cannot hold a value of type A."),
        ("class A: pass\nx = [A()]", "Variable 'x' cannot hold a value of type A."),
        ("class A: pass\nx = {'k': [A, A()]}", "Variable 'x' cannot hold a value of type"),
        ("x = {'a': len}", "Variable 'x' cannot hold a value of type builtin_function"),
        ("x = range(3)", "Variable 'x' cannot hold a value of type range."),
        ("x = {1: 2}.items()", "Variable 'x' cannot hold a value of type dict_items."),
        ("import re\nx = re.match('a', 'a')", "Variable 'x' cannot hold a value of type"),
        ("x = 10**30", "Variable 'x' cannot hold a number beyond 64 bits."),
        ("x = [float('inf')]", "Variable 'x' cannot hold an infinite or undefined number."),
        ("x = []\nx.append(x)", "Variable 'x' cannot hold a value nested deeper than 60 levels."),
        (
            "class Decimal:\n    def __str__(self): return '['\nx = Decimal()",
            "Variable 'x' cannot hold a value that cannot be read.",
        ),
        (
            "class timedelta:\n    days = float('nan')\n    seconds = 1\n    microseconds = 1\n"
            "x = timedelta()",
            "The script returns a value that cannot be read.",
        ),
        ("x = 1j", "Variable 'x' cannot hold a value of type complex."),
        ("import datetime\nx = datetime.timezone.utc", "Variable 'x' cannot hold a value of type"),
        ("x = ...", "Variable 'x' cannot hold a value of type ellipsis."),
        ("x = ValueError('a')", "Variable 'x' cannot hold a value of type ValueError."),
    ],
)
def test_result_that_is_no_variable_is_named(runner, code, reason):
    with pytest.raises(ScriptError) as caught:
        runner.execute(code, {})

    assert str(caught.value).startswith(reason)


def test_half_a_character_becomes_a_whole_one(runner):
    assert runner.execute("x = '\\ud800'", {}) == {"x": "\N{REPLACEMENT CHARACTER}"}


def test_expression_yields_no_function(runner):
    with pytest.raises(ScriptError, match=r"^An expression cannot yield a value of type function"):
        runner.evaluate("lambda: 1", {})


def test_too_large_result_is_refused(runner):
    with pytest.raises(ScriptError, match="too large"):
        runner.execute("x = 'x' * 5_000_000", {})


def test_functions_classes_and_imports_stay_inside(runner):
    code = "import json\nfrom math import pi\ndef f(): return pi\nclass A: pass\nx = int(f())"

    assert runner.execute(code, {}) == {"x": 3}


def test_underscored_name_stays_inside(runner):
    assert runner.execute("import re\n_m = re.match('a', 'a')\nx = bool(_m)", {}) == {"x": True}


def test_underscored_variable_is_changed(runner):
    assert runner.execute("_m += 1", {"_m": 1}) == {"_m": 2}


def test_variable_read_only_is_not_returned(runner):
    assert runner.execute("y = x[0]\nx.append(2)\nx.pop()", {"x": [1]}) == {"y": 1}


@pytest.mark.parametrize("kind", ["uuid", "object"])
def test_unreadable_variable_is_named(runner, kind):
    value = {"uuid": uuid.UUID(int=1), "object": object()}[kind]

    with pytest.raises(ScriptError, match=r"cannot read the variable 'bad' \(.+\)\.$"):
        runner.execute("y = bad, good, type", {"bad": value, "good": 1, "type": "t"})


class Lazy(Mapping):
    """Variables that remember which were read."""

    def __init__(self, values):
        self.values_, self.read = values, set()

    def __getitem__(self, name):
        self.read.add(name)
        return self.values_[name]

    def __contains__(self, name):
        return name in self.values_

    def __iter__(self):
        return iter(self.values_)

    def __len__(self):
        return len(self.values_)


def test_only_named_variables_are_read(runner):
    given = Lazy({"a": 1, "b": 2, "secret": 3})

    assert runner.execute("def f(): return a\nb = f()", given) == {"b": 1}
    assert given.read == {"a", "b"}


def test_looking_around_sees_all_variables(runner):
    assert runner.evaluate("locals().get('a', 0) + locals().get('c', 5)", {"a": 1}) == 6


def test_bpmn_error_carries_code_and_message(runner):
    with pytest.raises(ScriptError) as caught:
        runner.execute("x = 1\nif x:\n    bpmn_error('NO_STOCK', 'none left: 0')", {})

    assert str(caught.value) == "BpmnError:NO_STOCK:none left: 0"
    assert caught.value.line == 3


def test_bpmn_error_may_be_raised_in_an_expression(runner):
    assert runner.evaluate("x if x else bpmn_error('E')", {"x": 3}) == 3
    with pytest.raises(ScriptError, match=r"^BpmnError:E:$"):
        runner.evaluate("x if x else bpmn_error('E')", {"x": 0})


def test_other_errors_are_no_bpmn_errors(runner):
    with pytest.raises(ScriptError, match=r"^ValueError: BpmnError:E:"):
        runner.execute("raise ValueError('BpmnError:E:')", {})


def test_state_does_not_leak_between_runs(runner):
    hidden = "import json, math\nsecret = 'x'\ndef f(): return secret\nlen = 5"
    for _ in range(4):  # both workers
        runner.execute(hidden, {"given": "y"})

    for name in ("secret", "f", "given", "json", "__ravand", "bpmn"):
        with pytest.raises(UndefinedNameError):
            runner.evaluate(name, {})
    assert runner.evaluate("len('ab')", {}) == 2


def test_given_values_are_not_changed(runner):
    given = {"x": [1]}

    assert runner.execute("x.append(2)", given) == {"x": [1, 2]}
    assert given == {"x": [1]}


def test_print_goes_nowhere(runner, capfd):
    runner.execute("print('hello')", {})

    assert capfd.readouterr() == ("", "")


def test_many_threads_get_their_own_results(runner):
    wrong = []

    def work(base):
        for i in range(15):
            result = runner.execute("y = [x] * 3\nz = x", {"x": base + i})
            if result != {"y": [base + i] * 3, "z": base + i}:
                wrong.append(result)

    threads = [threading.Thread(target=work, args=(n * 100,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert wrong == []


def test_slow_script_leaves_the_other_worker_free():
    with MontyRunner(processes=2, limits=ScriptLimits(seconds=1, wait_seconds=0.01)) as runner:
        slow = threading.Thread(target=endless, args=(runner, {}))
        slow.start()

        assert [runner.evaluate("1 + 1", {}) for _ in range(5)] == [2] * 5
        slow.join()


def endless(runner, given):
    with pytest.raises(ScriptError, match="ran longer"):
        runner.execute("x = 1\nwhile x: pass", given)


def test_no_free_worker_is_an_error():
    limits = ScriptLimits(seconds=1.5, wait_seconds=0.05)
    with MontyRunner(processes=1, limits=limits) as runner:
        runner.evaluate("1", {})
        busy = threading.Thread(target=endless, args=(runner, {}))
        busy.start()
        refused = None
        while refused is None and busy.is_alive():
            try:
                runner.evaluate("1", {})
            except ScriptError as error:
                refused = str(error)
        busy.join()

    assert refused == "Too many scripts are running; this one found no place."


def workers():
    """Process ids of the living script workers of this process."""
    listed = subprocess.run(
        ["ps", "--ppid", str(os.getpid()), "-o", "pid=,stat=,comm="],
        capture_output=True,
        text=True,
        check=True,
    )
    rows = [line.split() for line in listed.stdout.splitlines()]
    return {int(pid) for pid, state, name, *_ in rows if "monty" in name and state[0] != "Z"}


def test_killed_worker_is_replaced():
    before = workers()
    with MontyRunner(processes=1) as runner:
        runner.evaluate("1", {})
        for _ in range(2):
            (worker,) = workers() - before
            os.kill(worker, signal.SIGKILL)

            assert runner.evaluate("1 + 1", {}) == 2


def computed(pid):
    """Ticks of computing time that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_worker_killed_while_busy_is_replaced():
    before = workers()
    with MontyRunner(processes=1, limits=ScriptLimits(seconds=20)) as runner:
        runner.evaluate("1", {})
        (worker,) = workers() - before
        results = []
        code = "n = 0\nfor i in range(3_000_000):\n    n += 1"
        run = threading.Thread(target=lambda: results.append(runner.execute(code, {})))
        idle = computed(worker)
        run.start()
        while computed(worker) <= idle + 1:
            pass
        os.kill(worker, signal.SIGKILL)
        run.join()

    assert results == [{"n": 3_000_000, "i": 2_999_999}]


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_script_whose_workers_keep_dying_fails():
    before = workers()
    with MontyRunner(processes=1, limits=ScriptLimits(seconds=20)) as runner:
        runner.evaluate("1", {})
        failures = []

        def run():
            try:
                runner.execute("while True: pass", {})
            except ScriptError as error:
                failures.append(str(error))

        running = threading.Thread(target=run)
        running.start()
        while running.is_alive():
            for worker in workers() - before:
                os.kill(worker, signal.SIGKILL)
        running.join()

    assert failures == ["The script's interpreter broke down."]


def test_closed_runner_leaves_no_process_and_starts_again():
    before = workers()
    runner = MontyRunner(processes=1)
    assert runner.evaluate("1", {}) == 1
    runner.close()
    runner.close()

    assert workers() - before == set()
    assert runner.evaluate("2", {}) == 2
    runner.close()
    del runner
    gc.collect()
    assert workers() - before == set()


def test_workers_start_with_the_first_script():
    before = workers()
    with MontyRunner(processes=1) as runner:
        assert workers() - before == set()
        runner.evaluate("1", {})
        assert len(workers() - before) == 1


FORK = """
import os, sys
from engine.scripts import MontyRunner
runner = MontyRunner(processes=1)
if sys.argv[1] == "used":
    assert runner.evaluate("1 + 1", {}) == 2
child = os.fork()
if child == 0:
    try:
        print("child", runner.evaluate("2 + 2", {}), flush=True)
    except RuntimeError as error:
        print("child", error, flush=True)
    sys.exit(0)
assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
print("parent", runner.evaluate("3 + 3", {}))
runner.close()
"""


@pytest.mark.parametrize(("state", "answer"), [("fresh", "child 4"), ("used", "child Scripts can")])
def test_forked_process_has_its_own_workers_or_says_no(state, answer):
    done = subprocess.run(
        [sys.executable, "-c", FORK, state], capture_output=True, text=True, timeout=30, check=True
    )

    assert done.stdout.startswith(answer)
    assert done.stdout.endswith("parent 6\n")


def test_spawned_process_runs_scripts(runner):
    assert runner.evaluate("1", {}) == 1
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        assert pool.apply(_elsewhere) == 3


def _elsewhere():
    with MontyRunner(processes=1) as runner:
        return runner.evaluate("1 + 2", {})


def test_runner_implements_the_port(runner):
    port: ScriptRunner = runner

    assert port.evaluate("1", {}) == 1


@pytest.mark.parametrize(
    ("code", "changing"),
    [
        ("y = x[0]", False),
        ("y = sum(x) + len(x)", False),
        ("for i in x: y = i", False),
        ("x.append(1)", True),
        ("f = x.append\nf(1)", True),
        ("x[0] = 1", True),
        ("y = x\ny += [1]", True),
        ("n = 0\nfor i in x:\n    n += i", False),
        ("n = ''\nn += 'a'\nn = 'b'", False),
        ("n += 1", True),
        ("n = 0\nn = x\nn += [1]", True),
        ("n = m = 0\nn += 1", True),
        ("n = 0\nfor n in x: n += [1]", True),
        ("n = 0\ndef f(n):\n    n += [1]\nf(x)", True),
        ("n = 0\nmatch x:\n    case n: n += [1]", True),
        ("n = 0\nmatch x:\n    case [*n]: n += [1]", True),
        ("n = 0\nmatch x:\n    case {**n}: n |= {1: 2}", True),
        ("n = 0\nfrom json import x as n\nn += [1]", True),
        ("n = 0\n(n := x)\nn += [1]", True),
        ("n = 0\nn += 1\nx.append(n)", True),
        ("from random import shuffle as s\ns(x)", True),
        ("import heapq\nheapq.heappush(x, 1)", True),
        ("x.a = 1", True),
        ("for x[0] in [1]: pass", True),
        ("exec('x.append(1)')", True),
        ("list.__iadd__(x, [1])", True),
    ],
)
def test_possible_changes_are_seen(code, changing):
    assert analysed(code, 1000).changing is changing


@pytest.mark.parametrize(
    "text",
    [
        "{'a': 1j}",
        "{'a': ...}",
        "{'a': 1e999}",
        "{'a': 18446744073709551616}",
        "{'a': datetime.timezone.utc}",
        "{'a': datetime.timezone(datetime.timedelta(0))}",
        "{'a': datetime.time(1, tzinfo=None)}",
        "{'a': -9223372036854775809}",
        "{'a': not 1}",
        "{'a': -'b'}",
        "{'a': f()}",
        "{'a': x}",
        "{'a': datetime.timezone}",
        "{'a': datetime.now()}",
        "{'a': Decimal('x')}",
        "{'a': datetime.datetime(1, 2)}",
        "{'a': datetime.date(**{'year': 1})}",
        "{'a': {[1]: 2}}",
        "{'a': [1][0]}",
        "{'a': 1 + 1}",
        "{'a': '...'}",
        "{'a': '\\ud800'}",
        "{'a': '\\\\ud800'}",
        "{'a'",
        "[1]",
        "{'a': " + "-" * 1900 + "1}",
        "{'a': '" + "x" * 2100 + "'}",
    ],
)
def test_text_that_is_no_plain_value_is_asked_for_again(text):
    assert wire.read_short(text) is None
