"""Findings about elements, attributes and extensions."""

from engine.bpmn.catalogue.finding import Finding, error, warning

VOCABULARY: dict[str, Finding] = {
    "unknown_element": error(
        "BPMN 2.0 has no element {tag}.", "Check how it is written, or remove it."
    ),
    "unsupported_element": error(
        "{tag} is not executed ({element}).", "Remove it, or draw it in another way."
    ),
    "unknown_attribute": warning(
        "BPMN 2.0 has no attribute {attribute} of {tag}: it has no effect.",
        "Check how it is written.",
    ),
    "unsupported_attribute": error(
        '{attribute}="{value}" of {element} is not executed.', "Remove it."
    ),
    "unknown_extension": warning(
        "{name} of {element} is not known here: it has no effect.",
        "Check how it is written, or remove it.",
    ),
    "unsupported_extension": error("{name} of {element} is not executed.", "{what}"),
    "ignored_extension": warning("{name} of {element} has no effect here.", "{what}"),
    "foreign_dialect": error(
        "{name} of {element} is written for another engine, whose extensions are not executed yet.",
        "Use the attributes of ravand: or camunda:.",
    ),
    "foreign_extension": warning(
        "Extensions of the namespace {namespace} have no effect here.",
        "Nothing is to be done if they only describe the drawing.",
    ),
}
