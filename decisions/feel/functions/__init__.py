"""The built-in functions of DMN 1.5, by noun; `BUILT_INS` holds them all by name."""

from decisions.feel.functions import (  # noqa: F401  imported to be registered
    booleans,
    contexts,
    conversions,
    lists,
    moments,
    numbers,
    range_text,
    ranges,
    regular_expressions,
    selections,
    statistics,
    strings,
)
from decisions.feel.functions.registry import BUILT_INS

__all__ = ["BUILT_INS"]
