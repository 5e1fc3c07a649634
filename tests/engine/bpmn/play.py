"""Plays a process as the host does: by runtime alone, keeping the rows that its steps give.

The mini-language for diagrams: functions that return XML of one element each (`start`, `end`,
`user`, `script`, `boundary`, `sub` ...), put together by `+`, and `flow` for sequence flows:

    start() + user("u") + end() + flow("a>u, u>z")

`flow("a>b, b>c[n < 3], f7:c>d")`: from a to b; from b to c on a condition; a flow with an id of
its own. `start()` is called "a" and `end()` "z" unless named otherwise. Messages m and m2, signal
s, errors E1 and E2 and escalation X exist everywhere.

Scripts are plain Python here (the sandbox has tests of its own), with two functions more:
`log(x)` appends to `play.log`, `bpmn_error(code, message)` raises a business error.

`Play(..., stepwise=True)`, the default, saves and loads after every single step of a token;
stepwise=False runs from wait state to wait state.
"""

import copy
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import escape
from types import CodeType, ModuleType

from engine import runtime
from engine.errors import NotFoundError
from engine.ports import Limits, ScriptError

HEAD = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
 xmlns:ravand="http://ravand.org/schema/1.0/bpmn"
 xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" targetNamespace="test">
<message id="Msg" name="m"/><message id="Msg2" name="m2"/><signal id="Sig" name="s"/>
<error id="Err1" name="E1" errorCode="E1"/><error id="Err2" name="E2" errorCode="E2"/>
<escalation id="Esc" name="X" escalationCode="X"/>"""

MSG, MSG2 = (
    '<messageEventDefinition messageRef="Msg"/>',
    '<messageEventDefinition messageRef="Msg2"/>',
)
SIG = '<signalEventDefinition signalRef="Sig"/>'
E1, E2 = '<errorEventDefinition errorRef="Err1"/>', '<errorEventDefinition errorRef="Err2"/>'
EANY = "<errorEventDefinition/>"
ESC = '<escalationEventDefinition escalationRef="Esc"/>'
TERM, CANCEL = "<terminateEventDefinition/>", "<cancelEventDefinition/>"
COMP = "<compensateEventDefinition/>"
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def element(tag, id, inner="", **attributes):
    """Return any element; `python_names` of attributes become `pythonNames`."""
    given = "".join(f' {name.replace("__", ":")}="{value}"' for name, value in attributes.items())
    return f'<{tag} id="{id}"{given}>{inner}</{tag}>'


def flow(text):
    flows = []
    for number, part in enumerate(p.strip() for p in re.split(r",(?![^\[]*\])", text)):
        found = re.fullmatch(r"(?:(\w+):)?(\w+)>(\w+)(?:\[(.*)\])?", part)
        assert found, part
        name, source, target, condition = found.groups()
        inner = (
            f"<conditionExpression>{escape(condition)}</conditionExpression>" if condition else ""
        )
        id = name or f"f_{source}_{target}_{number}"
        flows.append(element("sequenceFlow", id, inner, sourceRef=source, targetRef=target))
    return "".join(flows)


def start(id="a", definition="", **attributes):
    return element("startEvent", id, definition, **attributes)


def end(id="z", definition=""):
    return element("endEvent", id, definition)


def script(id, text="pass", inner="", **attributes):
    return element("scriptTask", id, f"{inner}<script>{escape(text)}</script>", **attributes)


def user(id, inner="", **attributes):
    return element("userTask", id, inner, **attributes)


def boundary(id, to, definition, cancel=True, **attributes):
    cancels = str(cancel).lower()
    return element(
        "boundaryEvent", id, definition, attachedToRef=to, cancelActivity=cancels, **attributes
    )


def sub(id, body, inner="", tag="subProcess", **attributes):
    return element(tag, id, inner + body, **attributes)


def event_sub(id, definition, interrupting=True, inner=None):
    """Return an event subprocess: start, a script that logs its id (or `inner`, named x), end."""
    first = start(f"{id}s", definition, isInterrupting=str(interrupting).lower())
    body = inner or script(f"{id}x", f"log({id!r})")
    flows = flow(f"{id}s>{id}x,{id}x>{id}e")
    return sub(id, first + body + end(f"{id}e") + flows, triggeredByEvent="true")


def throw(id, definition):
    return element("intermediateThrowEvent", id, definition)


def catch(id, definition):
    return element("intermediateCatchEvent", id, definition)


def gateway(kind, *ids, inner="", **attributes):
    return "".join(element(f"{kind}Gateway", id, inner, **attributes) for id in ids)


def timer(text, kind="Duration"):
    return f"<timerEventDefinition><time{kind}>{escape(text)}</time{kind}></timerEventDefinition>"


def condition(text):
    inner = f"<condition>{escape(text)}</condition>"
    return f"<conditionalEventDefinition>{inner}</conditionalEventDefinition>"


def multi(inner, sequential=False, **attributes):
    sequential = str(sequential).lower()
    given = "".join(f' {name.replace("__", ":")}="{value}"' for name, value in attributes.items())
    tag = "multiInstanceLoopCharacteristics"
    return f'<{tag} isSequential="{sequential}"{given}>{inner}</{tag}>'


def times(count, sequential=False):
    return multi(f"<loopCardinality>{count}</loopCardinality>", sequential)


def extensions(inner):
    return f"<extensionElements>{inner}</extensionElements>"


def compensable(id):
    """Return a script with a handler u<id> that logs "undo <id>"."""
    undo = script(f"u{id}", f'log("undo {id}")', isForCompensation="true")
    link = element("association", f"as{id}", sourceRef=f"c{id}", targetRef=f"u{id}")
    return script(id) + boundary(f"c{id}", id, COMP) + undo + link


def diagram(body, extra="", process="P"):
    inner = element("process", process, body, isExecutable="true")
    return f"{HEAD}{extra}{inner}</definitions>".encode()


def compiled(body, extra="", process="P"):
    return runtime.compile(diagram(body, extra, process), "test.bpmn", Limits())


class PythonScripts:
    """A ScriptRunner without a sandbox, for tests only."""

    def __init__(self):
        self.log = []
        self.functions = {"log": self.log.append, "bpmn_error": _bpmn_error}

    def evaluate(self, expression, variables):
        return self._run(expression.strip(), "eval", variables)[0]

    def execute(self, script, variables):
        _, known, given = self._run(script, "exec", variables)
        ignored = (ModuleType, type(_bpmn_error), type(self.log.append))
        return {
            name: value
            for name, value in known.items()
            if not isinstance(value, ignored) and (name not in given or given[name] != value)
        }

    def _run(self, source, mode, variables):
        try:
            code = compile(source, "<script>", mode)
            given = {n: copy.deepcopy(variables[n]) for n in _names(code) if n in variables}
            known = copy.deepcopy(given)
            scope = {**self.functions, **known}
            value = eval(code, scope)
        except Exception as error:
            raise _script_error(error) from error
        scope.pop("__builtins__", None)
        return value, {n: v for n, v in scope.items() if n not in self.functions}, given


def _bpmn_error(code, message=""):
    raise ScriptError(f"BpmnError:{code}:{message}")


def _script_error(error):
    if isinstance(error, ScriptError):
        return error
    line = getattr(error, "lineno", None)
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<script>":
            line = trace.tb_lineno
        trace = trace.tb_next
    failed = ScriptError(f"{type(error).__name__}: {error}", line)
    failed.name = getattr(error, "name", None) if isinstance(error, NameError) else None
    return failed


def _names(code):
    found = set(code.co_names)
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            found |= _names(constant)
    return found


class Play:
    """A process instance with the rows that the host would keep.

    Attributes:
        state: the last one; `step`: the last Step; `steps`: all of them.
        rows: (kind, token id) -> rows: user_task, job, event, incident.
        history: (what, activity id) in order, of activities, events and gateways.
        flows: ids of the sequence flows taken.
        values: large values by hash, as the host would store them; `fetched`: hashes asked for.
    """

    def __init__(
        self, body, variables=None, *, extra="", stepwise=True, definition=None, begin=None, **env
    ):
        self.scripts = PythonScripts()
        self.definition = definition or compiled(body, extra)
        self.stepwise = stepwise
        self.env = runtime.Environment(
            scripts=self.scripts,
            now=NOW,
            fetch=self.fetch,
            **{"limits": Limits(steps=1) if stepwise else Limits(), **env},
        )
        self.rows = {}
        self.history, self.flows, self.thrown, self.steps, self.fetched = [], [], [], [], []
        self.values = {}
        self.take(
            runtime.start(self.definition, "P", variables or {}, self.env, start_activity=begin)
        )

    @property
    def log(self):
        return self.scripts.log

    def fetch(self, digest):
        self.fetched.append(digest)
        if digest not in self.values:
            raise NotFoundError(what="value", id=digest)
        return self.values[digest]

    def take(self, step):
        """Keep what a step gives, then go on while its budget ran out."""
        self._keep(step)
        while step.exhausted and self.stepwise:
            step = runtime.resume(self.definition, self.state, self.env)
            self._keep(step)
        return self

    def _keep(self, step):
        self.state, self.step = step.state, step
        self.steps.append(step)
        self.values.update(step.values)
        for token_id, kind in step.closed.items():
            del self.rows[kind, token_id]
        self._open("user_task", step.user_tasks)
        self._open("job", step.jobs)
        self._open("event", step.timers + step.subscriptions)
        self._open("incident", step.incidents)
        self.history += [(h.what, h.activity_id) for h in step.happenings if h.what != "taken"]
        self.flows += [h.activity_id for h in step.happenings if h.what == "taken"]
        self.thrown += step.thrown

    def _open(self, kind, rows):
        fresh = {(kind, row.token_id): [] for row in rows}
        assert not fresh.keys() & self.rows.keys(), "a row is opened twice"
        self.rows |= fresh
        for row in rows:
            self.rows[kind, row.token_id].append(row)

    def open(self, kind):
        """Return the open rows of a kind, oldest token first."""
        found = [key for key in self.rows if key[0] == kind]
        return [row for key in sorted(found) for row in self.rows[key]]

    def tasks(self):
        """Return the activity ids of the open user tasks, sorted."""
        return sorted(row.activity_id for row in self.open("user_task"))

    def jobs(self):
        return [row.activity_id for row in self.open("job")]

    @property
    def incidents(self):
        return self.open("incident")

    def token(self, activity, kind=None):
        """Return the token id of the oldest open row of an activity."""
        kinds = [kind] if kind else ["user_task", "job", "event", "incident"]
        rows = [row for kind in kinds for row in self.open(kind)]
        return next(row.token_id for row in rows if row.activity_id == activity)

    def complete(self, activity, **variables):
        return self.complete_token(self.token(activity), **variables)

    def complete_token(self, token_id, **variables):
        return self.take(
            runtime.complete(self.definition, self.state, token_id, variables, self.env)
        )

    def message(self, name="m", payload=None, keys=None):
        """Give a message to the oldest subscription; return how many there were (0 or 1)."""
        for row in self.open("event"):
            if getattr(row, "kind", None) == "message" and row.name == name:
                step = runtime.correlate(
                    self.definition,
                    self.state,
                    row.token_id,
                    payload or {},
                    keys or {},
                    self.env,
                    name=name,
                )
                self.take(step)
                return 1
        return 0

    def signal(self, name="s", payload=None):
        """Give a signal to all; return whether anybody waited."""
        try:
            step = runtime.signal(self.definition, self.state, name, payload or {}, self.env)
        except runtime.NotWaitingError:
            return False
        self.take(step)
        return True

    def later(self, **span):
        """Let time pass and fire what is due."""
        self.env = replace(self.env, now=self.env.now + timedelta(**span))
        return self.take(runtime.resume(self.definition, self.state, self.env))

    def set(self, token_id=None, delete=(), **variables):
        step = runtime.set_variables(
            self.definition, self.state, variables, self.env, token_id=token_id, delete=delete
        )
        return self.take(step)

    def retry(self, activity):
        token_id = self.token(activity, "incident")
        return self.take(runtime.retry(self.definition, self.state, token_id, self.env))

    def error(self, activity, code, message="", **variables):
        step = runtime.throw_error(
            self.definition, self.state, self.token(activity), code, message, variables, self.env
        )
        return self.take(step)

    @property
    def vars(self):
        return runtime.variables(self.definition, self.state, self.env)

    def vars_of(self, activity):
        return runtime.variables(self.definition, self.state, self.env, self.token(activity))

    def vars_of_token(self, token_id):
        return runtime.variables(self.definition, self.state, self.env, token_id)

    @property
    def done(self):
        return self.step.status != "active"

    def completed(self, *activities):
        return [a for what, a in self.history if what == "completed" and a in activities]
