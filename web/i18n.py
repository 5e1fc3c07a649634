"""Which language a request is answered in, and how texts, names and times are said in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask, current_app, has_request_context, request
from flask_babel import (  # type: ignore[import-untyped]  # ships no types
    get_locale,
    lazy_gettext,
    ngettext,
)
from flask_babel import gettext as _
from flask_login import current_user

from engine import queries
from engine.queries import ProcessDefinition, UserTask
from web import jalali
from web.extensions import babel, db
from web.settings import LANGUAGES, Settings
from web.translations import compile_catalogues

__all__ = ["_", "init_app", "language", "lazy_gettext", "ngettext", "said", "title", "zone"]

RIGHT_TO_LEFT = frozenset({"fa"})
COMMAS = {"fa": "، "}
THEMES = ("light", "dark", "auto")
COOKIE_SECONDS = 365 * 24 * 3600


def init_app(app: Flask, settings: Settings) -> None:
    """Install the catalogues, the choice of language, and the filters of the templates."""
    compile_catalogues()
    app.config["BABEL_DEFAULT_LOCALE"] = settings.language
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = "translations"
    babel.init_app(app, locale_selector=_choose)
    filters = {
        "number": lambda value: jalali.format_number(value, language()),
        "digits": lambda value: jalali.localise_digits(value, language()),
        "date": lambda value: jalali.format_date(value, language(), zone()),
        "datetime": lambda value: jalali.format_datetime(value, language(), zone()),
        "typed": lambda value: jalali.typed(value, language(), zone()),
        "age": lambda value: jalali.format_age(value, language(), datetime.now(UTC)),
        "due": lambda value: jalali.due_state(value, zone(), datetime.now(UTC)),
        "listed": lambda items: COMMAS.get(language(), ", ").join(str(one) for one in items),
        "named": lambda key, names: names.get(key, key),
        "title_of": title,
        "about_of": about,
        "said": said,
    }
    app.jinja_env.filters.update(filters)
    app.context_processor(_context)


def language() -> str:
    """Return the language of this request: en or fa."""
    locale = get_locale()
    return str(locale.language) if locale else "en"


def zone() -> ZoneInfo:
    """Return the organisation's time zone."""
    settings: Settings = current_app.extensions["ravand"].settings
    return ZoneInfo(settings.time_zone)


def theme() -> str:
    """Return light, dark or auto (what the person's computer says)."""
    chosen = getattr(current_user, "theme", None) or request.cookies.get("theme")
    return str(chosen) if chosen in THEMES else "auto"


def about(row: ProcessDefinition | UserTask) -> str | None:
    """Return what a definition or task is about, in this request's language if its diagram can."""
    if isinstance(row, UserTask):
        said = queries.documentation(db.session(), row.definition_id, row.activity_id)
    else:
        said = queries.documentation(db.session(), row.id, row.key)
    return said.get(language()) or row.description


def title(row: Any) -> str:
    """Return the name of a definition, task or start in this request's language.

    Rows carry `name` (as drawn) and `names` by language; the key or element id stands in.
    """
    names: Mapping[str, str] = getattr(row, "names", None) or {}
    fallback = getattr(row, "key", None) or getattr(row, "activity_id", "")
    return str(names.get(language()) or row.name or fallback)


def said(thing: Any) -> str:
    """Return an error or finding in this request's language, by its template and facts.

    Findings of the engine and of forms have a `hint` as well: what to do about it.
    """
    parts = (thing.template, getattr(thing, "hint", ""))
    return " ".join(_filled(one, thing.facts) for one in parts if one)


def _filled(template: str, facts: Mapping[str, Any]) -> str:
    text = str(_(template))
    said_facts = {key: _fact(value) for key, value in facts.items()}
    return text.format(**said_facts) if facts else text


def _fact(value: Any) -> Any:
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return jalali.format_number(value, language())
    if isinstance(value, str) and value:
        return str(_(value))
    return value


def _choose() -> str:
    if not has_request_context():
        return str(current_app.config["BABEL_DEFAULT_LOCALE"])
    chosen = getattr(current_user, "language", None) or request.cookies.get("language")
    if chosen in LANGUAGES:
        return str(chosen)
    return _accepted(LANGUAGES) or str(current_app.config["BABEL_DEFAULT_LOCALE"])


def _accepted(languages: Sequence[str]) -> str | None:
    # prefixes, since browsers send fa-IR
    wanted = (one.split("-")[0].lower() for one in request.accept_languages.values())
    return next((one for one in wanted if one in languages), None)


def _context() -> dict[str, Any]:
    shown = language()
    return {
        "locale": shown,
        "direction": "rtl" if shown in RIGHT_TO_LEFT else "ltr",
        "theme": theme(),
        "now": datetime.now(UTC),
        "number": partial(jalali.format_number, language=shown),
    }
