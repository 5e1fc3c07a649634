"""The repository: the only package that writes the engine's tables."""

from engine.store.running import Running, begin, load, save
from engine.store.versions import startable, version

__all__ = ["Running", "begin", "load", "save", "startable", "version"]
