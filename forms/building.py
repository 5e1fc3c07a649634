"""From JSON to components, reporting on the way what is wrong with the tree."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from forms import cycles, findings, javascript, leaves, properties, rules, translations
from forms.claims import Claims
from forms.component import Component, Form, Path
from forms.fields import FIELDS, Field
from forms.report import Report
from forms.scope import Limits, Scope

NEWEST_SCHEMA = 19
_PLAIN = re.compile(r"[^\W\d]\w*")


def build(raw: Any, report: Report, limits: Limits) -> Form | None:
    """Return the form of a schema; None if it has none, with the reason reported."""
    if not isinstance(raw, Mapping) or raw.get("type") != "default":
        report.error("not_a_form", reason='"type" is not "default"')
        return None
    if not isinstance(raw.get("components"), list):
        report.error("not_a_form", reason='"components" is not a list')
        return None
    version = raw.get("schemaVersion", 0)
    if isinstance(version, bool) or not isinstance(version, int) or version > NEWEST_SCHEMA:
        report.error("schema_version", version=version, newest=NEWEST_SCHEMA)
    if not isinstance(raw.get("id", ""), str):
        report.bad_property(raw, "id", "a text")
    translations.check(raw, frozenset({"title"}), report)
    builder = _Builder(report, limits)
    components = builder.children(raw, (), ())
    names = names_of(components)
    for component in components:
        findings.check(component, names, report)
    if report.refused:
        return None
    form = leaves.open_out(raw, components, names)
    cycles.check(form, report)
    return form


def names_of(components: tuple[Component, ...]) -> frozenset[str]:
    """Return the parts of keys that FEEL takes for one name only if it is told so."""
    odd = {part for one in components for part in one.path if not _PLAIN.fullmatch(part)}
    return frozenset(odd).union(*(names_of(one.children) for one in components))


class _Builder:
    """Walks the tree once; ids and claimed paths are those of the whole form."""

    def __init__(self, report: Report, limits: Limits) -> None:
        self.report = report
        self.limits = limits
        self.claims = Claims()
        self.ids: set[str] = set()
        self.count = 0

    def children(
        self, parent: Mapping[str, Any], prefix: Path, within: tuple[str, ...]
    ) -> tuple[Component, ...]:
        """Return the usable components of a parent; `within` are the ids around them."""
        raws = parent.get("components", [])
        if not isinstance(raws, list):
            self.report.bad_property(parent, "components", "a list of components")
            return ()
        if len(within) > self.limits.depth:
            self.report.error("too_deep", parent, limit=self.limits.depth)
            return ()
        built = (self.component(raw, parent, prefix, within) for raw in raws)
        return tuple(component for component in built if component)

    def component(
        self, raw: Any, parent: Mapping[str, Any], prefix: Path, within: tuple[str, ...]
    ) -> Component | None:
        self.count += 1
        if self.count > self.limits.components:
            if self.count == self.limits.components + 1:
                self.report.error("too_many_components", limit=self.limits.components)
            return None
        if not isinstance(raw, Mapping) or not isinstance(raw.get("type"), str):
            self.report.error("bad_component", parent, number=self.count)
            return None
        field = FIELDS.get(raw["type"])
        if field is None or field.not_supported:
            self._refuse(raw, field)
            return None
        return self._build(field, raw, prefix, within)

    def _refuse(self, raw: Mapping[str, Any], field: Field | None) -> None:
        if field is None or field.not_supported is None:
            self.report.error("unknown_type", raw, type=raw["type"])
            return
        reason, instead = field.not_supported
        facts = {"type": field.type, "reason": reason, "instead": instead}
        self.report.error("type_not_supported", raw, **facts)

    def _build(
        self, field: Field, raw: Mapping[str, Any], prefix: Path, within: tuple[str, ...]
    ) -> Component:
        identity = self._identify(raw)
        path = properties.path(field, raw, self.report)
        full = prefix + path
        if path and not self.claims.claim(
            full, identity, within, closed=field.keyed, repeats=field.repeats
        ):
            self.report.error("key_duplicate", raw, key=".".join(full))
        children = self.children(raw, full, (*within, identity)) if field.pathed else ()
        component = Component(field, raw, path, identity, children)
        self._check(component)
        return component

    def _identify(self, raw: Mapping[str, Any]) -> str:
        identity = raw.get("id")
        if identity is None:
            return f"Ravand_{self.count}"
        if not isinstance(identity, str) or not identity:
            self.report.bad_property(raw, "id", "a text")
            return f"Ravand_{self.count}"
        if identity in self.ids:
            self.report.error("id_duplicate", raw, id=identity)
        self.ids.add(identity)
        return identity

    def _check(self, component: Component) -> None:
        properties.check(component, self.report)
        rules.check(component, self.report)
        translations.check(component.raw, component.field.texts, self.report)
        before = len(self.report.problems)
        component.field.check(component, self.report)
        if component.field.keyed and len(self.report.problems) == before:
            self._check_default(component)

    def _check_default(self, component: Component) -> None:
        default = component.raw.get("defaultValue")
        if default is None or default == "" or component.raw.get("valuesKey"):
            return
        shown = component.field.initial(component, default, Scope())
        if not javascript.same(shown, default):
            self.report.error("bad_default", component.raw, value=default)
