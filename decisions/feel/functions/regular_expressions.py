"""Functions with regular expressions of XPath: matches, replace, split.

The pattern is translated by `elementpath` and run by `regex`, which can be stopped.
"""

from __future__ import annotations

import functools
import re

import regex

from decisions.feel.functions.pattern_size import unrolled_size
from decisions.feel.functions.registry import NoValueError, built_in
from decisions.feel.run import Run

FLAGS = {"i": re.IGNORECASE, "s": re.DOTALL, "m": re.MULTILINE}
CHARACTER_CLASS = re.compile(r"(\[(?:[^\]\\]|\\.)*\])")
MAX_PATTERN = 2_000
MAX_UNROLLED = 20_000
GROUP = re.compile(r"(?<!\\)\$(\d+)")
EMPTY_MATCH = "the pattern matches the empty string"
WRONG_REPLACEMENT = re.compile(r"(?<!\\)(?:\\\\)*(?:\$(?!\d)|\\(?![\\$]))")


@functools.lru_cache(256)
def compiled(pattern: str, flags: str) -> regex.Pattern[str]:
    """Return the compiled form of an XPath pattern with flags of `ismxq`.

    Raises:
        NoValueError: it is no pattern, or it repeats too much.
    """
    if not set(flags) <= set("ismxq"):
        raise NoValueError(f"the flags are i, s, m, x and q, not {flags!r}")
    options = functools.reduce(lambda all_, one: all_ | FLAGS.get(one, 0), flags, 0)
    if "q" in flags:
        return regex.compile(regex.escape(pattern), options & re.IGNORECASE)
    if "x" in flags:
        pattern = _without_spaces(pattern)
    _refuse_large(pattern)
    # half a megabyte of XPath that only patterns need
    from elementpath.regex import RegexError, translate_pattern

    try:
        return regex.compile(translate_pattern(pattern, options, "1.0"), options)
    except (RegexError, regex.error, RecursionError) as error:
        raise NoValueError(f"{pattern[:80]!r} is no pattern") from error


def _without_spaces(pattern: str) -> str:
    parts = CHARACTER_CLASS.split(pattern)
    return "".join(part if part[:1] == "[" else re.sub(r"\s+", "", part) for part in parts)


def _refuse_large(pattern: str) -> None:
    if len(pattern) > MAX_PATTERN or unrolled_size(pattern) > MAX_UNROLLED:
        raise NoValueError("the pattern is too large")


@built_in("matches", "input: string, pattern: string, flags?: string|null")
def matches(run: Run, text: str, pattern: str, flags: str | None = None) -> bool:
    """Tell whether a pattern is found in a text."""
    found = compiled(pattern, flags or "").search(text, timeout=run.pattern_seconds())
    return found is not None


@built_in("replace", "input: string, pattern: string, replacement: string, flags?: string|null")
def replace(run: Run, text: str, pattern: str, replacement: str, flags: str | None = None) -> str:
    """Return a text with each match replaced; `$1` is the first group, `$0` the match."""
    expression = compiled(pattern, flags or "")
    if expression.match(""):
        raise NoValueError(EMPTY_MATCH)
    if "q" in (flags or ""):
        return _substituted(
            run, expression, replacement.replace("\\", "\\\\").replace("$", "\\$"), text
        )
    if WRONG_REPLACEMENT.search(replacement):
        raise NoValueError("in a replacement $ needs a digit and \\ needs \\ or $")
    return _substituted(run, expression, replacement, text)


def _substituted(run: Run, expression: regex.Pattern[str], replacement: str, text: str) -> str:
    def substitute(match: regex.Match[str]) -> str:
        made = GROUP.sub(lambda group: _group(match, group[1]), replacement)
        made = re.sub(r"\\([\\$])", r"\1", made)
        run.text(len(made))
        return made

    return expression.sub(substitute, text, timeout=run.pattern_seconds())


def _group(match: regex.Match[str], digits: str) -> str:
    groups = match.re.groups
    number = digits
    # $12 is group 1 and a 2 when there are fewer than 12 groups
    while len(number) > 1 and int(number) > groups:
        number = number[:-1]
    found = (match[int(number)] or "") if int(number) <= groups else ""
    # what was found is text: it must not be read as an escape later
    return found.replace("\\", "\\\\").replace("$", "\\$") + digits[len(number) :]


@built_in("split", "string: string, delimiter: string")
def split(run: Run, text: str, delimiter: str) -> list[str]:
    """Return the parts of a text between the matches of a pattern."""
    expression = compiled(delimiter, "")
    if expression.match(""):
        raise NoValueError(EMPTY_MATCH)
    parts: list[str] = []
    start = 0
    # not splititer: it gives what groups hold as parts
    for match in expression.finditer(text, timeout=run.pattern_seconds()):
        parts.append(text[start : match.start()])
        start = match.end()
        if len(parts) > run.limits.items:
            run.items(len(parts))
    return [*parts, text[start:]]
