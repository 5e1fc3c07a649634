"""A page of figures as a person reads it: totals by name, rows by their first cell."""

from __future__ import annotations

from lxml import html


class FiguresPage:
    """A page of figures as an answer holds it."""

    def __init__(self, text: str) -> None:
        self.tree = html.fromstring(text)

    def total(self, name: str) -> str:
        """Return a figure at a glance."""
        for one in self.tree.find_class("total"):
            if words(one.find_class("total-name")[0]) == name:
                return words(one.find_class("total-value")[0])
        raise AssertionError(f"no total {name}")

    def row(self, name: str) -> list[str]:
        """Return the cells of a row after its first."""
        for one in self.tree.iter("tr"):
            cells = [words(cell) for cell in one]
            if cells[0] == name:
                return cells[1:]
        raise AssertionError(f"no row {name}")

    def text(self, element_id: str) -> str:
        """Return the words of one element."""
        return words(self.tree.get_element_by_id(element_id))


def words(element: html.HtmlElement) -> str:
    """Return the words of an element with one space between them."""
    return " ".join(" ".join(element.itertext()).split())
