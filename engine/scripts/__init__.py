"""Designer-written Python, run in other processes where it can do no harm."""

from engine.scripts.faults import UndefinedNameError
from engine.scripts.limits import ScriptLimits
from engine.scripts.runner import MontyRunner

__all__ = ["MontyRunner", "ScriptLimits", "UndefinedNameError"]
