"""The words of a DMN file, to tell which variables its expressions may read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

_WORD = re.compile(r"\w+")
_NAMING = ("name", "inputVariable")


@dataclass(frozen=True, slots=True)
class Words:
    """Every word of the expressions and names of a file."""

    known: frozenset[str]

    def mention(self, name: str) -> bool:
        """Tell whether an expression may read a variable of this name."""
        return self.known.issuperset(_WORD.findall(name))


def read(content: bytes) -> Words:
    """Return the words of a file that was read without complaint before."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
    )
    return Words(frozenset(_words(etree.fromstring(content, parser))))


def _words(root: etree._Element) -> Iterator[str]:
    for element in root.iter(etree.Element):
        yield from _WORD.findall(element.text or "")
        for key, value in element.attrib.items():
            if str(key).endswith(_NAMING):
                yield from _WORD.findall(str(value))
