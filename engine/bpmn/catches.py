"""Which business errors a person at a task may report: those that an event takes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TypeGuard

from engine.bpmn import calls, subprocesses
from engine.bpmn.activities import FlowNode, HumanTask
from engine.bpmn.definitions import Error, parts
from engine.bpmn.info import Catch
from engine.bpmn.process_spec import ProcessSpec

Catches = tuple[Catch, ...]


def errors(scopes: Mapping[str, ProcessSpec], key: str) -> dict[str, Catches]:
    """Return what can be reported at each user task of a process, the innermost event first.

    Args:
        scopes: the process and the subprocesses in it.
    """
    found: dict[str, Catches] = {}
    _search(scopes, scopes[key], (), found)
    return found


def _search(
    scopes: Mapping[str, ProcessSpec], spec: ProcessSpec, around: Catches, found: dict[str, Catches]
) -> None:
    nodes = list(spec.task_specs.values())
    inside = [n for n in nodes if isinstance(n, subprocesses.EventSubProcess)]
    here = _catches(inside) + around
    attached: dict[str, list[FlowNode]] = defaultdict(list)
    for node in nodes:  # a loop and its instances have one id
        names = getattr(node, "boundary_events", ())
        attached[node.bpmn_id] += [spec.task_specs[name] for name in names]
    for node in nodes:
        takes = _catches(attached[node.bpmn_id]) + here
        if isinstance(node, HumanTask):
            found[node.bpmn_id] = _first_of_each(takes)
        elif _opens(node, scopes):
            _search(scopes, scopes[node.spec], takes, found)


def _opens(node: FlowNode, scopes: Mapping[str, ProcessSpec]) -> TypeGuard[subprocesses.SubProcess]:
    inner = isinstance(node, subprocesses.SubProcess) and not isinstance(node, calls.CallActivity)
    return inner and getattr(node, "spec", None) in scopes


def _catches(nodes: Iterable[FlowNode]) -> Catches:
    return tuple(
        Catch(
            node.bpmn_id,
            part.code or node.bpmn_id,
            node.bpmn_name or part.name or node.bpmn_id,
            node.translations,
        )
        for node in nodes
        for part in parts(getattr(node, "event_definition", None))
        if isinstance(part, Error)
    )


def _first_of_each(catches: Catches) -> Catches:
    return tuple({one.code: one for one in reversed(catches)}.values())[::-1]
