"""Findings about how a diagram is connected."""

from engine.bpmn.catalogue.finding import Finding, error, warning

FLOWS: dict[str, Finding] = {
    "dangling_reference": error(
        "{attribute} of {element} names {target}, which does not exist in this scope.",
        "Connect it again, or remove it.",
    ),
    "missing_reference": error("{element} says not {attribute}.", "Connect it again."),
    "start_has_incoming": error(
        "A sequence flow leads into start event {element}.", "End the flow at another element."
    ),
    "end_has_outgoing": error(
        "A sequence flow leaves end event {element}.",
        "Use an intermediate event, or remove the flow.",
    ),
    "boundary_has_incoming": error(
        "A sequence flow leads into boundary event {element}.",
        "Only its activity starts a boundary event; end the flow at another element.",
    ),
    "crosses_scope": error(
        "Sequence flow {element} crosses the border of a subprocess.",
        "Connect the subprocess itself, or use an event.",
    ),
    "condition_required": error(
        "Several flows leave exclusive gateway {element}, and {count} of them have no condition: "
        "{flows}.",
        "Give each flow a condition, or make one of them the default flow.",
    ),
    "implicit_default": warning(
        "The flow {flow} out of gateway {element} has no condition: it is taken when no other "
        "holds.",
        "Make it the default flow to say so.",
    ),
    "default_has_condition": warning(
        "The condition of default flow {element} is not evaluated.", "Remove the condition."
    ),
    "no_start": error(
        "{element} has nothing to start with: every element has an incoming flow.",
        "Add a start event.",
    ),
    "unreachable": warning("No flow leads to {element}: it never runs.", "Connect or remove it."),
    "handler_has_flow": error(
        "Compensation handler {element} has a sequence flow.",
        "Connect it to its boundary event by an association only.",
    ),
    "event_gateway_target": error(
        "{target} follows event-based gateway {element}, but waits for no event.",
        "Let a message, signal, timer or condition event or a receive task follow.",
    ),
    "event_gateway_needs_flows": error(
        "No flow leaves event-based gateway {element}.", "Connect the events it waits for."
    ),
    "empty_subprocess": warning(
        "Subprocess {element} is empty: it is passed at once.",
        "Draw what it does, or call the process that does it.",
    ),
    "cancel_outside_transaction": error(
        "Cancel event {element} is not part of a transaction.",
        "Use an error event, or draw a transaction.",
    ),
    "boundary_trigger": error(
        "Boundary event {element} waits for nothing.",
        "Give it a timer, message, error or another trigger.",
    ),
    "boundary_target": error(
        "Boundary event {element} sits on {target}, which is no activity.",
        "Attach it to a task or subprocess.",
    ),
    "boundary_must_interrupt": error(
        "The {kind} boundary event {element} is drawn as non-interrupting.",
        "Let it interrupt its activity.",
    ),
    "link_target": error(
        "Link {link} of {element} leads nowhere.",
        "Draw a catching link event of the same name in the same scope.",
    ),
    "link_duplicate": error(
        "Two catching link events are called {link}.", "Give each link a name of its own."
    ),
    "link_unnamed": error("Link event {element} has no name.", "Give the link a name."),
    "event_subprocess_start": error(
        "Event subprocess {element} has {count} start events instead of one.",
        "Keep exactly one start event, with a trigger.",
    ),
    "event_subprocess_trigger": error(
        "The start event of event subprocess {element} has no trigger.",
        "Give it a message, signal, timer, error or another trigger.",
    ),
    "event_subprocess_flow": error(
        "Event subprocess {element} has a sequence flow.",
        "Its start event starts it; remove the flow.",
    ),
    "compensation_target": error(
        "{element} compensates {target}, which is no activity that it can reach.",
        "Name an activity of the same process.",
    ),
    "compensation_handler": error(
        "Compensation boundary event {element} is associated with no activity.",
        "Connect it by an association to the activity that undoes the work.",
    ),
    "flow_moved": warning(
        "Sequence flow {element} stands in another scope than its source: it is moved there.",
        "Nothing is to be done; saving the diagram again mends the file.",
    ),
    "condition_not_evaluated": warning(
        "Flow {element} has a condition, but {source} takes every flow.",
        "Remove the condition, or use an exclusive or inclusive gateway.",
    ),
    "several_starts": warning(
        "{element} has {count} start events without a trigger: all of them start.",
        "Keep one of them; give the others a message, signal or timer.",
    ),
    "subprocess_start": warning(
        "Start event {element} of an embedded subprocess has a trigger: the subprocess waits for "
        "it.",
        "Use a start event without trigger, or an event subprocess.",
    ),
    "event_kind": error(
        "A {trigger} trigger is not possible here: {element} is a {position}.",
        "Use another trigger, or another kind of event.",
    ),
    "event_without_trigger": warning(
        "{element} waits for nothing: it is passed at once.", "Give it a trigger."
    ),
}
