"""Texts with FEEL in braces: `Dear {{name}}`, `{{#if paid}}..{{/if}}`, `{{#loop rows}}..{{/loop}}`.

Source: feelers 3.1.0, as form-js-viewer 2.0.0 uses it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

IF, LOOP = "if", "loop"
_TAG = re.compile(r"\{\{")
_IS_TEMPLATE = re.compile(r"\{\{.*?\}\}")
_OPENING = re.compile(r"#(if|loop) ")
_CLOSING = re.compile(r"/(if|loop)\Z")


@dataclass(frozen=True, slots=True)
class Formula:
    """An expression shown in place; its position (0-based) is that in the template."""

    text: str
    position: int


@dataclass(frozen=True, slots=True)
class Block:
    """What is shown if a condition holds, or once for each item; `breaks` after what it shows."""

    kind: str
    formula: Formula
    parts: tuple[Part, ...]
    breaks: bool


Part = str | Formula | Block
Template = tuple[Part, ...]


class TemplateError(ValueError):
    """The braces of a template do not fit; `position` is 0-based."""

    def __init__(self, reason: str, position: int) -> None:
        self.position = position
        super().__init__(reason)


def is_template(text: str) -> bool:
    """Return whether form-js fills in a text."""
    return text.startswith("=") or bool(_IS_TEMPLATE.search(text))


@lru_cache(maxsize=4096)
def parse(text: str) -> Template:
    """Return the parts of a template.

    Raises:
        TemplateError: a brace or block is not closed, or closed without being open.
    """
    if text.startswith("="):
        return (Formula(text[1:], 1),)
    reader = _Reader(text)
    return reader.parts(None)


def formulas(parts: Template, depth: int = 0) -> Iterator[tuple[Formula, int]]:
    """Yield the expressions of a template, and within how many loops they are."""
    for part in parts:
        if isinstance(part, Formula):
            yield part, depth
        elif isinstance(part, Block):
            yield part.formula, depth
            yield from formulas(part.parts, depth + (part.kind == LOOP))


class _Reader:
    """Reads a template from left to right."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.closed_with_break = False

    def parts(self, within: tuple[str, int] | None) -> Template:
        """Return the parts up to the end of a block, which is read too, or of the text."""
        found: list[Part] = []
        while self.at < len(self.text):
            start = self._literal(found)
            if start is None:
                break
            inside = self._inside(start)
            closing = _CLOSING.match(inside)
            if closing:
                self._close(closing[1], within, start)
                return tuple(found)
            found += self._part(inside, start)
        if within is not None:
            raise TemplateError(f"{{{{#{within[0]}}}}} is not closed", within[1])
        return tuple(found)

    def _literal(self, found: list[Part]) -> int | None:
        """Take the text before the next braces, and return where they are."""
        tag = _TAG.search(self.text, self.at)
        end = tag.start() if tag else len(self.text)
        if end > self.at:
            found.append(self.text[self.at : end])
        self.at = end
        return tag.start() if tag else None

    def _inside(self, start: int) -> str:
        end = self.text.find("}}", start + 2)
        if end < 0:
            raise TemplateError("{{ is not closed", start)
        self.at = end + 2
        return self.text[start + 2 : end]

    def _part(self, inside: str, start: int) -> list[Part]:
        opening = _OPENING.match(inside)
        if opening:
            self._break()
            formula = Formula(inside[opening.end() :], start + 2 + opening.end())
            parts = self.parts((opening[1], start))
            return [Block(opening[1], formula, parts, self.closed_with_break)]
        skipped = inside.startswith("=")
        text = inside[skipped:]
        return [Formula(text, start + 2 + skipped)] if text else []

    def _close(self, kind: str, within: tuple[str, int] | None, start: int) -> None:
        if within is None or within[0] != kind:
            raise TemplateError(f"{{{{/{kind}}}}} closes nothing", start)
        self.closed_with_break = self._break()

    def _break(self) -> bool:
        """Skip a line break, and return whether there was one."""
        if not self.text.startswith("\n", self.at):
            return False
        self.at += 1
        return True
