"""Which parallel joins could never fire: a modification must not leave tokens to wait for ever."""

from __future__ import annotations

from typing import Any

from engine.bpmn.gateways import Gateway, ParallelGateway

Missing = tuple[int | None, str, str]  # holder of the scope, gateway, flow


def starved(process: Any) -> set[Missing]:
    """Return the flows into joins that no token can come over although others wait or will.

    A flow can be reached from where a token is, whatever the conditions on the way say.
    """
    found: set[Missing] = set()
    for node in process.spec.task_specs.values():
        if not isinstance(node, ParallelGateway) or len(node.incoming) < 2:
            continue
        coming = {flow for flow in node.incoming if _comes(process, node, flow)}
        if coming:
            missing = set(node.incoming) - coming
            found |= {(process.parent_task_id, node.name, flow) for flow in missing}
    return found


def source_for(process: Any, node: Gateway) -> str | None:
    """Return the flow over which a token that is put before a join counts; None: over none.

    One that holds no token and that none will come over.
    """
    held = {token.source for token in process.waiting_at(node)}
    empty = [flow for flow in node.incoming if flow not in held]
    lost = [flow for flow in empty if not _comes(process, node, flow)]
    if lost or isinstance(node, ParallelGateway):
        return lost[0] if lost else None
    return (empty or node.incoming)[0]


def _comes(process: Any, node: Gateway, flow: str) -> bool:
    if any(token.source == flow for token in process.waiting_at(node)):
        return True
    upstream = process.spec.upstream(node.name, frozenset([flow]))
    return any(place in upstream for place in process.places_but(node))
