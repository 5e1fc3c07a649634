"""Sample pages: the real frame, macros and bundles with invented content, policy included."""

from __future__ import annotations

import gettext
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from types import SimpleNamespace
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask, Response, jsonify, render_template, request
from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined
from werkzeug.serving import make_server

from tests.e2e.gallery import content
from web import assets

HERE = Path(__file__).resolve().parent
WEB = assets.ROOT / "web"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
CATALOGUE = WEB / "translations" / "fa" / "LC_MESSAGES" / "messages.po"


def create() -> Flask:
    """Return the application; it records what it was sent in `app.config["SENT"]`."""
    app = Flask(__name__, static_folder=str(WEB / "static"), template_folder=None)
    loader = ChoiceLoader(
        [FileSystemLoader(HERE / "templates"), FileSystemLoader(WEB / "templates")]
    )
    app.jinja_options = {"loader": loader, "undefined": StrictUndefined}
    app.config.update(SENT=[], ANSWER=({"location": "/sent"}, 200), SECRET_KEY="gallery")
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_translations(_Translations(), newstyle=True)  # type: ignore[attr-defined]  # added by the extension
    app.jinja_env.globals.update(asset=assets.asset_url, csrf_token=lambda: "token-1")
    app.context_processor(_context)
    app.after_request(_protect)
    _add_pages(app)
    return app


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """Serve an application on a free port; yield its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


class _Translations(gettext.NullTranslations):
    """The product's own Persian catalogue when the page is Persian."""

    def __init__(self) -> None:
        super().__init__()
        self.persian = gettext.NullTranslations()
        if CATALOGUE.exists():
            compiled = io.BytesIO()
            write_mo(compiled, read_po(io.BytesIO(CATALOGUE.read_bytes()), locale="fa"))
            compiled.seek(0)
            self.persian = gettext.GNUTranslations(compiled)

    def gettext(self, message: str) -> str:
        return self.persian.gettext(message) if _locale() == "fa" else message


def _locale() -> str:
    return request.args.get("lang", "en")


def _context() -> dict[str, Any]:
    locale = _locale()
    name = "Sara Karimi" if locale == "en" else "سارا کریمی"
    guest = request.path == "/sign-in"
    return {
        "locale": locale,
        "direction": "rtl" if locale == "fa" else "ltr",
        "theme": request.args.get("theme", "light"),
        "current_user": SimpleNamespace(is_authenticated=not guest, name=name),
        "shell": content.shell(locale, request.path),
        "say": lambda en, fa: fa if locale == "fa" else en,
        "organisation": "Aria Trading" if locale == "en" else "بازرگانی آریا",
    }


def _protect(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _add_pages(app: Flask) -> None:
    for name in ("list", "diagram", "form", "fields", "sign-in", "parts"):
        app.add_url_rule(f"/{name}", name, _page(name))
    app.add_url_rule("/process.bpmn", "process", _process)
    app.add_url_rule("/preferences", "preferences", _empty, methods=["POST"])
    app.add_url_rule("/submit", "submit", lambda: _submit(app), methods=["POST"])
    app.add_url_rule("/act", "act", lambda: _act(app), methods=["POST"])
    app.add_url_rule("/sent", "sent", lambda: "<!doctype html><title>sent</title><h1>sent</h1>")


def _page(name: str) -> Any:
    def show() -> str:
        return render_template(f"{name}.html", content=content, schema=content.schema(_locale()))

    return show


def _process() -> Response:
    xml = (HERE / "refund.bpmn").read_text(encoding="utf-8")
    names = content.PERSIAN_NAMES if _locale() == "fa" else {}
    for english, persian in names.items():
        xml = xml.replace(f'name="{english}"', f'name="{persian}"')
    return Response(xml, mimetype="application/xml")


def _empty() -> Response:
    return Response(status=204)


def _submit(app: Flask) -> tuple[Response, int]:
    app.config["SENT"].append({"json": request.get_json(), "token": request.headers["X-CSRFToken"]})
    body, status = app.config["ANSWER"]
    return jsonify(body), status


def _act(app: Flask) -> Response | tuple[Response, int]:
    app.config["SENT"].append({"form": request.form.to_dict(), "headers": dict(request.headers)})
    body, status = app.config["ANSWER"]
    if status >= 400:
        return jsonify(body), status
    toast = '{"ravand:toast": {"message": "Claimed", "kind": "success"}}'
    return Response("<em id='answer'>done</em>", headers={"HX-Trigger": toast})
