"""Every English text that people may see, for the translators: pages, engine, forms.

`python -m web.translations.messages` adds what is new to the catalogues and drops what is gone.
Pages mark their texts with `_()`; the engine names its own in catalogues and error classes, which
are read here without being imported; forms and decisions have catalogues.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from decisions.dmn.checks.catalogue import CATALOGUE
from decisions.dmn.errors import WORDS as REFUSALS
from forms.catalogue import templates
from kpi import texts
from web.translations import FOLDER

ROOT = FOLDER.parents[1]
TEMPLATES = ("templates/**.html", "templates/**.txt")
METHODS = [*((one, "jinja2") for one in TEMPLATES), ("**.py", "python")]
OPTIONS = {one: {"newstyle_gettext": "true", "silent": "false"} for one in TEMPLATES}
KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "_": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
}
SOURCES = ("engine", "kpi", "web")
FINDINGS = frozenset({"error", "warning", "Finding", "Problem"})
SAID = frozenset({"template", "hint", "reason"})
HEADER = "# Texts of Ravand. New ones come by: python -m web.translations.messages"
# what fills the templates and is no name of the user's
WORDS = (
    "process definition",
    "variable",
    "decision definition",
    "decision evaluation",
    "process instance",
    "user task",
    "job",
    "incident",
    "form",
    "deployment",
    "person",
    "group",
    "absence",
    "token",
    "comment",
    "attachment",
    "message",
    "signal",
    "timer",
    "error",
    "escalation",
    "condition",
    "date",
    "duration",
    "cycle",
    # what the health of an installation consists of
    "people",
    "groups",
    "incidents",
    "jobs",
    "mail",
    "disk",
    "database",
    "scripts",
    "notifications",
)


def english() -> Catalog:
    """Return a catalogue without translations that holds every text."""
    catalogue = Catalog(project="Ravand", fuzzy=False)
    options = {**OPTIONS, "**.py": {}}
    for name, line, message, _comments, context in extract_from_dir(
        ROOT / "web", METHODS, options, KEYWORDS
    ):
        catalogue.add(message, None, [(f"web/{Path(name).as_posix()}", line)], context=context)
    for text in sorted({*source_texts(), *templates(), *texts(), *decision_texts(), *WORDS}):
        catalogue.add(text, None, flags=["no-python-format"])
    return catalogue


def decision_texts() -> set[str]:
    """Return the templates and hints of findings about decision files, and of their refusal."""
    findings = {text for one in CATALOGUE.values() for text in (one.template, one.hint) if text}
    return findings | set(REFUSALS.values())


def source_texts() -> set[str]:
    """Return the templates and hints of errors and findings that the sources name."""
    files = [file for place in SOURCES for file in sorted((ROOT / place).rglob("*.py"))]
    return {text for file in files for text in _texts(ast.parse(file.read_text(encoding="utf-8")))}


def update(folder: Path = FOLDER) -> list[Path]:
    """Bring every catalogue to the present texts, keeping its translations; return the files."""
    files = sorted(folder.glob("*/LC_MESSAGES/*.po"))
    for file in files:
        with file.open("rb") as source:
            catalogue = read_po(source, locale=file.parents[1].name)
        catalogue.update(english(), no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        catalogue.header_comment = HEADER
        catalogue.version = "-"
        catalogue.last_translator = catalogue.language_team = "Ravand"
        catalogue.msgid_bugs_address = "-"
        with file.open("wb") as target:
            write_po(target, catalogue, width=100, no_location=True, sort_output=True)
    return files


def _texts(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and _name(node.targets[0]) == "template":
            yield from _text(node.value)
        elif isinstance(node, ast.Call):
            yield from _call_texts(node)


def _call_texts(call: ast.Call) -> Iterator[str]:
    # a bare name: `logger.warning` is no finding
    if isinstance(call.func, ast.Name) and call.func.id in FINDINGS:
        for argument in call.args:
            yield from _text(argument)
    if _name(call.func) in FINDINGS or _name(call.func).endswith("Error"):
        for keyword in call.keywords:
            if keyword.arg in SAID:
                yield from _text(keyword.value)


def _text(node: ast.expr) -> Iterator[str]:
    # codes and names hold no spaces, sentences do
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value:
        yield node.value


def _name(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else ""


if __name__ == "__main__":
    sys.stdout.writelines(f"{file}\n" for file in update())
