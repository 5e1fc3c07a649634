"""Answers that several pages give: JSON or page, redirect or part of a page."""

from __future__ import annotations

from typing import Any

from flask import jsonify, redirect, request
from werkzeug.exceptions import BadRequest
from werkzeug.urls import iri_to_uri
from werkzeug.wrappers import Response

JSON_PATHS = ("/engine-rest",)
JSON = "application/json"


def wants_page() -> bool:
    """Return whether the answer is shown as a page of its own.

    Requests by script (htmx, fetch) and the API get statuses instead of redirects.
    """
    if request.path.startswith(JSON_PATHS) or request.headers.get("HX-Request") == "true":
        return False
    return not wants_json()


def wants_json() -> bool:
    """Return whether the request asks for JSON rather than HTML."""
    if request.path.startswith(JSON_PATHS):
        return True
    best = request.accept_mimetypes.best_match([JSON, "application/problem+json", "text/html"])
    return best in (JSON, "application/problem+json") and JSON in str(request.accept_mimetypes)


def go(location: str) -> Response:
    """Send the browser somewhere, in the way that the request understands."""
    if wants_json():
        return jsonify(location=location)
    if request.headers.get("HX-Request") == "true":
        return Response(status=204, headers={"HX-Redirect": iri_to_uri(location)})
    return redirect(location, 303)


def sent() -> dict[str, Any]:
    """Return what was sent, by form or as a JSON object; `variables` of it is an object too.

    Raises:
        BadRequest: it is other JSON.
    """
    body = request.get_json() if request.is_json else request.form.to_dict()
    if not isinstance(body, dict) or not isinstance(body.get("variables", {}), dict):
        raise BadRequest
    return body
