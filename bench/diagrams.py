"""The diagrams that are measured."""

from __future__ import annotations

from itertools import pairwise

HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:ravand="http://ravand.org/schema/1.0/bpmn" targetNamespace="urn:bench" id="d">'
)


def _flow(source: str, target: str, condition: str = "") -> str:
    inner = f"<conditionExpression>{condition}</conditionExpression>" if condition else ""
    return (
        f'<sequenceFlow id="{source}_{target}" sourceRef="{source}" targetRef="{target}">{inner}'
        "</sequenceFlow>"
    )


def _process(key: str, *parts: str) -> bytes:
    body = "".join(parts)
    return f'{HEAD}<process id="{key}" isExecutable="true">{body}</process></definitions>'.encode()


FORM = (
    b'{"id": "approve", "type": "default", "schemaVersion": 18, "components": [{"id": "approved", '
    b'"key": "approved", "type": "checkbox", "label": "Approved"}]}'
)


def case(key: str = "case", unused: int = 0, form: str = "") -> bytes:
    """Start, user task, gateway, script, end; beside it tasks that this way does not meet."""
    attribute = f' ravand:form="{form}"' if form else ""
    names = [f"unused_{n}" for n in range(unused)]
    tasks = "".join(f'<userTask id="{name}" name="Unused"/>' for name in names)
    chain = ["approve", "decide", *names, "refused"] if names else ["approve", "decide", "refused"]
    ways = [_flow(a, b, "not approved" if a == "decide" else "") for a, b in pairwise(chain)]
    return _process(
        key,
        '<startEvent id="begin"/><userTask id="approve" name="Approve" '
        f'ravand:candidateGroups="sales"{attribute}/>'
        '<exclusiveGateway id="decide" default="decide_sum"/>'
        '<scriptTask id="sum"><script>total = price * count</script></scriptTask>'
        '<endEvent id="done"/><endEvent id="refused"/>',
        tasks,
        _flow("begin", "approve"),
        *ways,
        _flow("decide", "sum"),
        _flow("sum", "done"),
    )


def loop(key: str = "loop") -> bytes:
    """One user task again and again."""
    return _process(
        key,
        '<startEvent id="begin"/><exclusiveGateway id="again"/><userTask id="work"/>'
        '<exclusiveGateway id="more" default="more_again"/><endEvent id="done"/>',
        _flow("begin", "again"),
        _flow("again", "work"),
        _flow("work", "more"),
        _flow("more", "again"),
        _flow("more", "done", "finished"),
    )


def multiple(key: str = "multiple") -> bytes:
    """As many user tasks at once as `count` says."""
    return _process(
        key,
        '<startEvent id="begin"/><userTask id="work"><multiInstanceLoopCharacteristics>'
        "<loopCardinality>count</loopCardinality></multiInstanceLoopCharacteristics></userTask>"
        '<endEvent id="done"/>',
        _flow("begin", "work"),
        _flow("work", "done"),
    )


def chain(length: int, depth: int = 0, key: str = "chain") -> bytes:
    """So many user tasks in a row, inside so many nested subprocesses."""
    names = ["begin", *(f"task_{n}" for n in range(length)), "done"]
    tasks = "".join(f'<userTask id="{name}"/>' for name in names[1:-1])
    flows = "".join(_flow(a, b) for a, b in pairwise(names))
    body = f'<startEvent id="begin"/>{tasks}<endEvent id="done"/>{flows}'
    for level in range(depth):
        sub = f"sub_{level}"
        body = (
            f'<startEvent id="begin_{level}"/><subProcess id="{sub}">{body}</subProcess>'
            f'<endEvent id="done_{level}"/>'
            + _flow(f"begin_{level}", sub)
            + _flow(sub, f"done_{level}")
        )
    return _process(key, body)


def counting(rounds: int, key: str = "counting") -> bytes:
    """Rounds of a user task, scripts, a mail and a timer, each of which counts itself."""
    return _process(
        key,
        '<startEvent id="begin"/><exclusiveGateway id="again"/><userTask id="step"/>'
        '<scriptTask id="count"><script>n = n + 1</script></scriptTask>'
        '<parallelGateway id="fork"/><scriptTask id="left"><script>a = a + 1</script></scriptTask>'
        '<serviceTask id="tick" ravand:connector="mail"><extensionElements>'
        '<ravand:input name="to">ada@example.com</ravand:input>'
        '<ravand:input name="subject">Round ${n}</ravand:input>'
        '<ravand:input name="text">Counted</ravand:input></extensionElements></serviceTask>'
        '<scriptTask id="right"><script>t = t + 1</script></scriptTask>'
        '<intermediateCatchEvent id="pause"><timerEventDefinition>'
        "<timeDuration>PT1S</timeDuration></timerEventDefinition></intermediateCatchEvent>"
        '<parallelGateway id="join"/><exclusiveGateway id="more" default="more_again"/>'
        '<endEvent id="done"/>',
        *(
            _flow(a, b)
            for a, b in pairwise(["begin", "again", "step", "count", "fork", "left", "join"])
        ),
        *(_flow(a, b) for a, b in pairwise(["fork", "tick", "right", "pause", "join", "more"])),
        _flow("more", "again"),
        _flow("more", "done", f"n &gt;= {rounds}"),
    )
