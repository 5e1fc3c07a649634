"""Every English text of this package, by code: the translators' list.

The texts of ERRORS that form-js has too are word for word its own, so that one translation serves
the browser and the server.
"""

from __future__ import annotations

from typing import Any

from forms.problems import FormError

# code: (what is wrong, what to do)
PROBLEMS: dict[str, tuple[str, str]] = {
    "too_large": ("The form has {size} bytes, at most {limit} are allowed.", "Split the form."),
    "not_text": ("The form is not UTF-8 text.", "Save it as UTF-8."),
    "not_json": ("The form is not valid JSON: {reason}.", "Export it again from the form editor."),
    "too_deep": ("The form is nested deeper than {limit} levels.", "Flatten its groups and lists."),
    "too_many_components": (
        "The form has more than {limit} components.",
        "Split it into several tasks.",
    ),
    "not_a_form": (
        "This is no form-js schema: {reason}.",
        'A form is a JSON object with "type": "default" and a list of components.',
    ),
    "schema_version": (
        "Schema version {version} is not supported.",
        "Export the form for form-js 1.x or 2.x, schema version {newest} or older.",
    ),
    "bad_component": (
        "Component {number} is not an object with a type.",
        "Remove it or draw it again in the form editor.",
    ),
    "unknown_type": (
        "There is no field type {type}.",
        "Use one of the types that the form editor offers.",
    ),
    "type_not_supported": ("Fields of type {type} are not supported: {reason}.", "{instead}."),
    "bad_expression": (
        "{property} is no FEEL expression at line {line}, column {column}: {reason}.",
        "Correct the expression: {expression}",
    ),
    "bad_template": (
        "{property} cannot be filled in at line {line}, column {column}: {reason}.",
        "Close each {{{{ by }}}}, and each block by {{{{/if}}}} or {{{{/loop}}}}: {expression}",
    ),
    "unknown_function": (
        "{property} calls {function}, which FEEL does not have (line {line}, column {column}).",
        "Use a function of FEEL, spelled as in the standard: {expression}",
    ),
    "function_not_in_browser": (
        "{property} calls {function}, which the browser lacks (line {line}, column {column}).",
        "Compare with <, <=, > and >= instead: {expression}",
    ),
    "not_in_browser": (
        "{property} holds {part}, which the browser does not read (line {line}, column {column}).",
        "Write it in another way: {expression}",
    ),
    "computed_from_itself": (
        "The value of {key} is computed from itself.",
        "Leave out of its expression what is computed from it.",
    ),
    "condition_ignored": (
        "{property} has no effect: {expression} does not start with =.",
        "Write an expression that starts with =, or remove the condition.",
    ),
    "bad_property": ("{property} must be {expected}.", "Correct the value."),
    "key_missing": ("The field has no {property}.", "Give it the name of a process variable."),
    "key_invalid": (
        "{key} cannot be the name of a variable: {reason}.",
        "Use letters, digits and underscores, with dots between the parts of a path.",
    ),
    "key_duplicate": (
        "{key} is already bound to another field.",
        "Give each field a key of its own.",
    ),
    "id_duplicate": ("The id {id} is already used by another component.", "Change one of the two."),
    "rule_unknown": ("There is no rule {rule}.", "Remove it, or use a rule of the form editor."),
    "rule_not_applicable": (
        "The rule {rule} does not apply to fields of type {type}.",
        "Remove the rule or use another field type.",
    ),
    "bad_pattern": (
        "The pattern {pattern} is not a usable JavaScript regular expression: {reason}.",
        "Correct the pattern.",
    ),
    "limits_crossed": ("{low} is greater than {high}.", "No value can meet both rules."),
    "readonly_rules": (
        "The field is read-only, so nobody can correct a value that its rules refuse.",
        "Remove the rules or let people edit the field.",
    ),
    "options_missing": (
        "The field has no options.",
        "List them in values, or tell in valuesKey or valuesExpression where they are.",
    ),
    "options_ambiguous": ("The field has more than one source of options.", "Keep one of them."),
    "bad_option": (
        "Option {number} has no usable value.",
        "Give it a value that is not empty, and a label.",
    ),
    "option_duplicate": ("The option value {value} occurs more than once.", "Remove one of them."),
    "bad_default": (
        "The default value {value} does not fit the field.",
        "Choose a default that a person could enter.",
    ),
    "columns_missing": (
        "The table has no columns.",
        "List them in columns, each with a key and a label.",
    ),
    "list_not_repeating": ("The dynamic list does not repeat.", "Use a group."),
    "list_rows_unknown": (
        "Rows can be removed, but the disabled field {key} is not sent back, so its value is lost.",
        "Make the field read-only instead, or do not let people add and remove rows.",
    ),
    "image_not_shown": (
        "The image is not shown: only pictures inside the form (data:image/...) are allowed.",
        "Embed the picture as a data: address.",
    ),
    "bad_translation": ("The translation {property} is not usable: {reason}.", "Correct it."),
}

ERRORS: dict[str, str] = {
    # shared with form-js
    "required": "Field is required.",
    "pattern": "Field must match pattern {value}.",
    "min": "Field must have minimum value of {value}.",
    "max": "Field must have maximum value of {value}.",
    "min_length": "Field must have minimum length of {value}.",
    "max_length": "Field must have maximum length of {value}.",
    "phone": "Field must be a valid international phone number. (e.g. +4930664040900)",
    "email": "Field must be a valid email.",
    "not_a_number": "Value is not a number.",
    "integer": "Value is expected to be an integer.",
    "decimal_digit": "Value is expected to have at most 1 decimal digit.",
    "decimal_digits": "Value is expected to have at most {value} decimal digits.",
    "increment": (
        "Please select a valid value, the two nearest valid values are {previousValue} and "
        "{nextValue}."
    ),
    "bad_min": "Min validation value is not a valid number.",
    "bad_max": "Max validation value is not a valid number.",
    # ours: a browser cannot send what they refuse
    "message": "{message}",
    "not_an_object": "The submission must be a JSON object.",
    "no_form": "There is no form, so no values are taken.",
    "unknown_field": "The form has no such field.",
    "hidden_field": "The field is hidden and cannot be set.",
    "read_only": "The field is read-only and cannot be changed.",
    "formula_limit": "The expressions of the form take too long.",
    "too_many_errors": "There are more errors than are listed.",
    "text_expected": "A text is expected.",
    "choice_expected": "Yes or no is expected.",
    "list_expected": "A list is expected.",
    "object_expected": "A group of fields is expected.",
    "not_an_option": "The value is not one of the options.",
    "number_size": "The number has too many digits.",
    "text_size": "The text is longer than {value} characters.",
    "list_size": "The list has more than {value} entries.",
    "rows_fixed": "Rows of this list cannot be added or removed.",
    "pattern_slow": "The pattern takes too long to check this text.",
    "date_expected": "A date is expected (YYYY-MM-DD).",
    "time_expected": "A time is expected ({value}).",
    "datetime_expected": "A date and time is expected ({value}).",
    "time_interval": "The time must be a multiple of {value} minutes.",
    "date_past": "The date must not be in the past.",
}


def error(code: str, **facts: Any) -> FormError:
    """Return the error of a code with its text."""
    return FormError(code, ERRORS[code], facts)


def templates() -> tuple[str, ...]:
    """Return every text of this package that a person may see, each once."""
    texts = [text for pair in PROBLEMS.values() for text in pair]
    return tuple(dict.fromkeys([*texts, *ERRORS.values()]))
