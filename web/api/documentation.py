"""The description of the API: OpenAPI as JSON, and a page to read it without a network."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Flask, current_app, jsonify, render_template
from flask_smorest import Api
from werkzeug.wrappers import Response

from web.api.blueprints import PREFIX

pages = Blueprint("api-documentation", __name__)
METHODS = ("get", "post", "put", "delete")


def init_app(app: Flask, api: Api) -> None:
    """Serve the description of an application's API; it holds no data and is open to all."""
    app.extensions["ravand-api"] = api
    app.register_blueprint(pages)


def description() -> dict[str, Any]:
    """Return the OpenAPI document."""
    document: dict[str, Any] = current_app.extensions["ravand-api"].spec.to_dict()
    return document


@pages.get(f"{PREFIX}/openapi.json")
def openapi() -> Response:
    """Answer with the OpenAPI document."""
    return jsonify(description())


@pages.get("/api")
def page() -> str:
    """Show every call, its parameters and bodies."""
    document = description()
    tags = [tag["name"] for tag in document.get("tags", [])]
    calls = [_call(method, path, operation) for method, path, operation in _operations(document)]
    groups = [(tag, [call for call in calls if call["tag"] == tag]) for tag in dict.fromkeys(tags)]
    return render_template("api.html", groups=groups)


def _operations(document: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (method, path, path_item[method])
        for path, path_item in document["paths"].items()
        for method in METHODS
        if method in path_item
    ]


def _call(method: str, path: str, operation: dict[str, Any]) -> dict[str, Any]:
    content = operation.get("requestBody", {}).get("content", {})
    schema: dict[str, Any] = next((part.get("schema", {}) for part in content.values()), {})
    return {
        "method": method.upper(),
        "path": path,
        "tag": operation["tags"][0],
        "summary": operation.get("summary", ""),
        "text": operation.get("description", ""),
        "parameters": [p["name"] for p in operation.get("parameters", []) if p["in"] == "query"],
        "body": schema.get("$ref", "").rpartition("/")[2],
    }
