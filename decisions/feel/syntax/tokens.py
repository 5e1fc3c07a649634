"""Text to tokens; sequences of plain words become names later, in the parser."""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Iterator
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from decisions.feel.errors import FeelSyntaxError

KEYWORDS = frozenset(
    {
        "for", "in", "return", "if", "then", "else", "some", "every", "satisfies", "function",
        "external", "and", "or", "between", "instance", "of", "not", "null", "true", "false",
    }
)  # fmt: skip
# the names FEEL itself has that hold keywords
OWN_NAMES = frozenset(
    {
        "date and time",
        "years and months duration",
        "days and time duration",
        "index of",
        "day of year",
        "day of week",
        "month of year",
        "week of year",
    }
)
_LETTERS = (
    r"\u00b5\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d"
    r"\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufefe\uff00-\ufffd"
    r"\U00010000-\U000effff"
)
_NAME = (
    rf"[A-Za-z_?{_LETTERS}]"
    rf"[0-9A-Za-z_?{_LETTERS}\u00b7\u0300-\u036f\u203f\u2040]*"
)
_SPACE = r"[\s\u0085\u00a0\u1680\u180e\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff]"
WORD = re.compile(_NAME)
_TOKEN = re.compile(
    rf"(?P<space>(?:{_SPACE}|//[^\n]*|/\*(?:[^*]|\*(?!/))*\*/)+)"
    r'|"(?P<string>(?:[^"\\\n\r]|\\.)*)"'
    r"|(?P<number>(?:[0-9]+(?:\.(?!\.)[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
    r"|`(?P<quoted>[^`]+)`"
    rf"|(?P<name>{_NAME})"
    r"|(?P<sign>\*\*|\.\.|!=|<=|>=|->|/(?!\*)|[-+*=<>()\[\]{},:.@'%])"
)
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})|\\U([0-9a-fA-F]{6})|\\(.)")
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\", "'": "'"}


class Token(NamedTuple):
    """A piece of text; kind is number, string, name, keyword, sign or end."""

    kind: str
    value: Any
    position: int
    end: int


def tokenize(text: str, names: Collection[str] = ()) -> list[Token]:
    """Return the tokens of a text, the last of kind `end`.

    Args:
        names: the names that hold operators or keywords; the longest that fits wins.

    Raises:
        FeelSyntaxError: a sign that is none of FEEL's, or a string without an end.
    """
    return list(_tokens(text, _own(frozenset(names))))


def _tokens(text: str, own: re.Pattern[str]) -> Iterator[Token]:
    position, length = 0, len(text)
    while position < length:
        named = own.match(text, position)
        if named is not None:
            yield Token("name", " ".join(named[0].split()), position, named.end())
            position = named.end()
            continue
        match = _TOKEN.match(text, position)
        if match is None:
            raise _no_token(text, position)
        if match.lastgroup != "space":
            yield _token(match, text)
        position = match.end()
    yield Token("end", "", length, length)


def _token(match: re.Match[str], text: str) -> Token:
    kind, start, end = str(match.lastgroup), match.start(), match.end()
    value: Any = match[kind]
    match kind:
        case "name" if value in KEYWORDS:
            kind = "keyword"
        case "quoted":
            kind, value = "name", " ".join(value.split())
        case "number":
            value = _number(value, text, start)
        case "string":
            value = unescape(value)
    return Token(kind, value, start, end)


def _number(digits: str, text: str, position: int) -> Decimal:
    try:
        return Decimal(digits)
    except InvalidOperation as error:
        raise FeelSyntaxError("the exponent is too large", text, position) from error


def _no_token(text: str, position: int) -> FeelSyntaxError:
    if text[position] == '"':
        return FeelSyntaxError("the string has no end", text, position, ('"',))
    if text.startswith("/*", position):
        return FeelSyntaxError("the comment has no end", text, position, ("*/",))
    return FeelSyntaxError(f"{text[position]!r} is no sign of FEEL", text, position)


def unescape(text: str) -> str:
    r"""Return the characters a string literal stands for: `\n`, `\"`, `\u06cc`, `\U01F600`."""
    if "\\" not in text:
        return text
    plain = _ESCAPE.sub(_character, text)
    # two \u of a surrogate pair are one character
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _character(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    if code is None:
        return _ESCAPED.get(match[3], match[0])
    number = int(code, 16)
    return chr(number) if number <= 0x10FFFF else match[0]


@functools.lru_cache(4_096)
def is_plain(name: str) -> bool:
    """Tell whether a name is found without being known: words, none of them a keyword."""
    words = name.split()
    return WORD.fullmatch(words[0] if words else "") is not None and all(
        word not in KEYWORDS and (WORD.fullmatch(word) or word.isdecimal()) for word in words
    )


@functools.lru_cache(256)
def _own(names: frozenset[str]) -> re.Pattern[str]:
    longest_first = sorted(names | OWN_NAMES, key=lambda name: (-len(name), name))
    spaced = (r"\s+".join(map(re.escape, name.split())) for name in longest_first if name.strip())
    return re.compile(rf"(?:{'|'.join(spaced)})(?![0-9A-Za-z_?{_LETTERS}])")
