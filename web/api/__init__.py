"""The REST interface under /engine-rest: Camunda 7's names and JSON, described in OpenAPI."""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask_smorest import Api

from web.api import (
    attachments,
    comments,
    decisions,
    definitions,
    deployments,
    documentation,
    engines,
    evaluations,
    external,
    history,
    instances,
    interventions,
    jobs,
    messages,
    migration,
    tasks,
)
from web.extensions import csrf

PARTS = (
    deployments.part,
    definitions.part,
    decisions.part,
    instances.part,
    interventions.instances,
    interventions.definitions,
    migration.part,
    jobs.part,
    jobs.incidents,
    tasks.part,
    comments.part,
    attachments.part,
    comments.of_instances,
    external.part,
    messages.part,
    messages.signals,
    instances.history,
    history.activities,
    history.incidents,
    evaluations.part,
    engines.part,
)
CONFIGURATION: dict[str, Any] = {
    "API_TITLE": "Ravand",
    "API_VERSION": "1",
    "OPENAPI_VERSION": "3.1.0",
    "API_SPEC_OPTIONS": {
        "components": {
            "securitySchemes": {
                "bearer": {"type": "http", "scheme": "bearer"},
                "basic": {"type": "http", "scheme": "basic"},
            }
        },
        "security": [{"bearer": []}, {"basic": []}],
    },
}


class _Api(Api):
    """Errors are answered by the application, in one place."""

    def _register_error_handlers(self) -> None:
        """Leave them to web.pages.errors."""


def init_app(app: Flask) -> None:
    """Register every part of the API and its description."""
    app.config.update(CONFIGURATION)
    api = _Api(app)
    for part in PARTS:
        api.register_blueprint(part)
        csrf.exempt(part)  # authenticate() protects sessions; tokens can not be forged
    documentation.init_app(app, api)
