"""Put the application together from its settings."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from engine.base import prepare
from engine.ports import Services
from web import api, i18n, intake, pages, security, settings
from web.extensions import csrf, db, limiter, login, migrate
from web.pages import live
from web.services import Installation, assemble
from web.settings import ROOT, Settings


def create_app(chosen: Settings | None = None, services: Services | None = None) -> Flask:
    """Return the application; nothing is started and the database is not touched.

    Args:
        chosen: the settings; those of the environment if None.
        services: what the engine is assembled with; made from the settings if None.
    """
    chosen = chosen or settings.load()
    app = Flask("web", root_path=str(ROOT / "web"), instance_path=str(chosen.folder))
    app.config.update(_configuration(chosen))
    app.extensions["ravand"] = Installation(chosen, services or assemble(chosen))
    if chosen.trusted_proxies:
        hops = chosen.trusted_proxies
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]  # Flask's documented way
            app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops
        )
    _init_extensions(app)
    i18n.init_app(app, chosen)
    intake.init_app(app)
    security.init_app(app)
    pages.init_app(app)
    live.init_app(app, chosen)
    csrf.init_app(app)  # after the pages: who has no session any more is told that first
    api.init_app(app)
    return app


def _configuration(chosen: Settings) -> dict[str, Any]:
    return {
        "SECRET_KEY": chosen.signing_key(),
        "SQLALCHEMY_DATABASE_URI": chosen.database,
        "SQLALCHEMY_ENGINE_OPTIONS": {
            "pool_size": chosen.threads + chosen.worker_threads,
            # the connection used last knows the statements and pages that are wanted now
            "pool_use_lifo": True,
        },
        "SESSION_COOKIE_NAME": "ravand",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": chosen.secure_cookies,
        "PERMANENT_SESSION_LIFETIME": timedelta(hours=chosen.session_hours),
        "SESSION_REFRESH_EACH_REQUEST": True,
        # the token lives as long as its session: a page left open over lunch still submits
        "WTF_CSRF_TIME_LIMIT": None,
        # room for the forms that come along with the largest diagram, and for several files
        "MAX_CONTENT_LENGTH": 2 * max(chosen.limit_upload_bytes, chosen.limit_attachment_bytes),
        "MAX_FORM_MEMORY_SIZE": chosen.limit_variable_bytes,
        "TEMPLATES_AUTO_RELOAD": False,
    }


def _init_extensions(app: Flask) -> None:
    db.init_app(app)
    migrate.init_app(app, db, directory=str(ROOT / "migrations"), render_as_batch=True)
    login.init_app(app)
    limiter.init_app(app)
    # limits stand at single views, which look themselves: not every request has to
    app.before_request_funcs[None].remove(limiter._check_request_limit)
    with app.app_context():
        prepare(db.engine)
