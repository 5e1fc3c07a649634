"""Flask: pages, REST API, command line, accounts, permissions. The only room that knows HTTP."""

from web.factory import create_app

__all__ = ["create_app"]
