"""Bring the database to the tables that this version of the program needs."""

from __future__ import annotations

from flask import Flask
from flask_migrate import upgrade

from web.settings import ROOT


def upgrade_database(app: Flask) -> None:
    """Create the tables, or change them to this version's; does nothing when they are current."""
    with app.app_context():
        upgrade(directory=str(ROOT / "migrations"))
