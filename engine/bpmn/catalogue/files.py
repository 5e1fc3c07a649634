"""Findings about files and their ids."""

from engine.bpmn.catalogue.finding import Finding, error, warning

FILES: dict[str, Finding] = {
    "empty_file": error("The file is empty.", "Export the diagram again."),
    "too_large": error("The file is larger than {limit} MiB.", "Split the diagram."),
    "too_many_elements": error(
        "The file holds more than {limit} elements.",
        "Split the diagram into processes that call each other.",
    ),
    "too_deep": error(
        "Elements are nested more than {limit} levels deep.",
        "Move inner subprocesses into processes of their own.",
    ),
    "not_xml": error(
        "The file is not XML: {reason} at column {column}.",
        "Export the diagram again as BPMN 2.0 XML.",
    ),
    "document_type": error(
        "The file holds a document type declaration or entities, which are not accepted.",
        "Remove the <!DOCTYPE ...> part.",
    ),
    "not_bpmn": error(
        "The file is XML but not BPMN 2.0: its root is {tag} in the namespace {namespace}.",
        "Export the diagram as BPMN 2.0 XML.",
    ),
    "no_process": error(
        "The file holds no process.", "Draw at least one process with a start event."
    ),
    "empty_process": error(
        "Process {element} holds no activity, event or gateway.", "Draw its flow, or remove it."
    ),
    "missing_id": error("A {tag} has no id.", "Give it an id that is unique in the file."),
    "invalid_id": error(
        "The id {id} is not usable: ids start with a letter or _ and hold letters, digits, ., - "
        "and _.",
        "Change the id of the element.",
    ),
    "duplicate_id": error(
        "The id {id} is used more than once; first in line {first}.",
        "Give every element an id of its own.",
    ),
    "repeated_name": warning(
        "The id {id} names variables in several places; first in line {first}.",
        "Give each its own id, or be sure that the same variable is meant.",
    ),
    "process_not_executable": warning(
        "Process {element} is marked as not executable: it is deployed all the same.",
        "Mark it as executable (isExecutable) to say that this is meant.",
    ),
    "process_left_out": warning(
        "Process {element} is marked as not executable: it is documentation and not deployed.",
        "Mark it as executable if it is to run here too.",
    ),
}
