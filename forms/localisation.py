"""One schema in one language, as the viewer gets it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forms import translations
from forms.checking import Schema, open_form
from forms.component import Component
from forms.javascript import text


def localise(schema: Schema, language: str) -> dict[str, Any]:
    """Return a schema with the texts of a language and without the `ravand` properties.

    What is not translated stays in English. Every component has an id, the one that errors name.
    """
    form = open_form(schema)
    localised = _texts(form.raw, language)
    localised["components"] = [_component(component, language) for component in form.components]
    return localised


def _component(component: Component, language: str) -> dict[str, Any]:
    localised = {**_texts(component.raw, language), "id": component.id}
    if "components" in localised:
        children = [_component(child, language) for child in component.children]
        localised["components"] = children
    return localised


def _texts(raw: Mapping[str, Any], language: str) -> dict[str, Any]:
    localised = {name: value for name, value in raw.items() if name != translations.PROPERTY}
    for name, value in translations.of(raw, language).items():
        if name in translations.ADORNERS:
            localised["appearance"] = {**(localised.get("appearance") or {}), name: value}
        elif name == "errors":
            _own_messages(localised, value)
        elif name in ("values", "columns"):
            key = "value" if name == "values" else "key"
            localised[name] = [_labelled(item, key, value) for item in localised.get(name) or []]
        else:
            localised[name] = value
    return localised


def _own_messages(localised: dict[str, Any], messages: Mapping[str, str]) -> None:
    if "pattern" in messages and localised.get("validate"):
        own = {"patternErrorMessage": messages["pattern"]}
        localised["validate"] = {**localised["validate"], **own}


def _labelled(item: Any, key: str, labels: Mapping[str, str]) -> Any:
    value = item.get(key) if isinstance(item, Mapping) else item
    label = labels.get(text(value))
    return item if label is None else {**_as_option(item), "label": label}


def _as_option(item: Any) -> dict[str, Any]:
    return dict(item) if isinstance(item, Mapping) else {"value": item}
