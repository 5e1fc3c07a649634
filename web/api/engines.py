"""What Camunda's tools ask first: is there an engine, and which."""

from __future__ import annotations

from importlib.metadata import version

from web.api.blueprints import Part

part = Part("engine", "", "The engine itself")


@part.get("/engine")
def engines() -> list[dict[str, str]]:
    """List the engines: there is one."""
    return [{"name": "default"}]


@part.get("/version")
def product() -> dict[str, str]:
    """Read the version of Ravand."""
    return {"version": version("ravand")}
