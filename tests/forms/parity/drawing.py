"""Forms as designers draw them, variables as processes hold them, values as people enter them."""

from __future__ import annotations

from random import Random
from typing import Any

from forms.component import Leaf

JSON = dict[str, Any]
PATTERNS = (r"^\d{3}$", "^[0-9]+$", "[a-z]", r"^C-\d+$", r"^(?!(\d)\1{2})\d{3}$", r"^.{1,2}$")
TEXTS = ("", "a", "abc", "foo bar", "123", "111", "C-12", "  a  ", "😀", "سلام", "x" * 9, " ")
ADDRESSES = ("a@b.c", "a@b@c", "+4930664040900", "021")
NUMBERS = (None, 0, 1, -1, 5, 10, 0.1, 0.3, 2.5, -7, 100, 1e-7, 12345678901, 3.14159)
DAYS = ("2026-11-21", "2024-02-29")
JUNK = (None, True, 5, "5", "x", [], ["a"], {}, {"a": 1}, "2026-11-21", "10:15", "  7 ")
OPTIONS = (
    [{"label": "A", "value": "a"}, {"label": "B", "value": "b"}],
    [{"label": "One", "value": 1}, {"label": "T", "value": True}, {"value": "x"}],
    [{"label": "O", "value": {"k": 1}}, "p", 3],
)
VARIABLE_OPTIONS = ["a", "b", {"label": "Z", "value": "z"}]
SHOWN = ("text", "separator", "spacer", "button")
CHOICES = ("radio", "select", "checklist", "taglist")
KEYED = ("textfield", "textarea", "number", "checkbox", "datetime", "jalalidate", *CHOICES)


class Drawing:
    """Draws by chance; the same chance draws the same."""

    def __init__(self, random: Random) -> None:
        self.random, self.count = random, 0

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def schema(self) -> JSON:
        """Return a form of up to six components."""
        components = [self.component(0) for _ in range(self.random.randint(1, 6))]
        return {"type": "default", "schemaVersion": 19, "components": components}

    def component(self, depth: int) -> JSON:
        """Return a component; containers stop at a depth of two."""
        self.count += 1
        kinds = (*KEYED, *KEYED, *SHOWN, *(("group", "dynamiclist") * 3 if depth < 2 else ()))
        kind = self.random.choice(kinds)
        drawn: JSON = {"type": kind, "id": f"F{self.count}"}
        if kind in SHOWN:
            return {**drawn, "text": "# Hello {{k1}}"} if kind == "text" else drawn
        drawn["label"] = f"Label {self.count}"
        if self.chance(0.1):
            drawn["conditional"] = {"hide": self.random.choice(["=true", "=false"])}
        if kind in ("group", "dynamiclist"):
            return drawn | self._container(kind, depth)
        return drawn | self._field(kind)

    def _container(self, kind: str, depth: int) -> JSON:
        drawn: JSON = {"components": []}
        if kind == "dynamiclist" or self.chance(0.5):
            drawn["path"] = f"o{self.count}.p" if self.chance(0.2) else f"k{self.count}"
        if kind == "dynamiclist" and self.chance(0.3):
            drawn["defaultRepetitions"] = self.random.randint(0, 2)
        if kind == "dynamiclist" and self.chance(0.3):
            drawn["allowAddRemove"] = self.chance(0.5)
        drawn["components"] = [self.component(depth + 1) for _ in range(self.random.randint(0, 3))]
        return drawn

    def _field(self, kind: str) -> JSON:
        key = f"k{self.count}"
        drawn: JSON = {"key": f"o{self.count}.{key}" if self.chance(0.15) else key}
        if self.chance(0.1):
            drawn["disabled"] = True
        if self.chance(0.1):
            drawn["readonly"] = self.random.choice([True, False, "=true"])
        drawn["validate"] = self._rules(kind)
        if kind in CHOICES:
            chosen = {"values": self.random.choice(OPTIONS)}
            drawn |= {"valuesKey": "options"} if self.chance(0.3) else chosen
        if kind == "number":
            drawn |= self._number()
        if kind == "datetime":
            drawn["subtype"] = self.random.choice(["date", "time", "datetime"])
            zones = ["no_timezone", "utc_offset", "utc_normalized"]
            drawn["timeSerializingFormat"] = self.random.choice(zones)
        if kind in ("textfield", "textarea") and self.chance(0.15):
            drawn["defaultValue"] = self.random.choice(TEXTS)
        return drawn

    def _number(self) -> JSON:
        drawn: JSON = {"decimalDigits": self.random.randint(0, 2)} if self.chance(0.3) else {}
        if self.chance(0.3):
            drawn["increment"] = self.random.choice([5, 0.1, "0.5", 2])
        if self.chance(0.3):
            drawn["serializeToString"] = True
        return drawn

    def _rules(self, kind: str) -> JSON:
        rules: JSON = {"required": self.chance(0.5)} if self.chance(0.5) else {}
        if kind in ("textfield", "textarea"):
            for name, values in (("minLength", (0, 2, "=3")), ("maxLength", (3, 5, "=4"))):
                if self.chance(0.3):
                    rules[name] = self.random.choice(values)
            if self.chance(0.3):
                rules["pattern"] = self.random.choice(PATTERNS)
            elif self.chance(0.3):
                rules["validationType"] = self.random.choice(["email", "phone", "custom", ""])
        if kind == "number":
            for name, limits in (("min", (0, -5, 0.5, "1.5")), ("max", (5, 7.5, "=50", "1e2"))):
                if self.chance(0.4):
                    rules[name] = self.random.choice(limits)
        return rules

    def variables(self, leaves: tuple[Leaf, ...]) -> JSON:
        """Return variables of which some fit their field, some do not, and some are missing."""
        found: JSON = {"options": VARIABLE_OPTIONS}
        for leaf in leaves:
            if self.chance(0.6):
                put(found, leaf.path, self._variable(leaf))
        return found

    def _variable(self, leaf: Leaf) -> Any:
        if self.chance(0.3):
            return self.random.choice(JUNK)
        if leaf.component.field.repeats:
            return [self.variables(leaf.leaves) for _ in range(self.random.randint(0, 3))]
        return self.value(leaf)

    def enter(self, leaves: tuple[Leaf, ...], data: JSON) -> JSON:
        """Change what a person can change, in place; rows come and go."""
        for leaf in leaves:
            if leaf.component.field.repeats and not leaf.hidden:
                rows = at(data, leaf.path)
                if leaf.component.raw.get("allowAddRemove", True):
                    rows[:] = [row for row in rows if self.chance(0.8)]
                for row in rows:
                    self.enter(leaf.leaves, row)
            elif leaf.editable and self.chance(0.7):
                put(data, leaf.path, self.value(leaf))
        return data

    def value(self, leaf: Leaf) -> Any:
        """Return a value that a person can enter into a field."""
        raw = leaf.component.raw
        if raw["type"] in CHOICES:
            return self._choice(raw)
        if raw["type"] in ("textfield", "textarea"):
            return self.random.choice((*TEXTS, *ADDRESSES))
        if raw["type"] == "checkbox":
            return self.chance(0.5)
        if raw["type"] == "number":
            number = self.random.choice(NUMBERS)
            written = raw.get("serializeToString") and number is not None
            return str(number) if written else number
        return self._moment(raw)

    def _choice(self, raw: Any) -> Any:
        options = raw.get("values", VARIABLE_OPTIONS)
        values = [one["value"] if isinstance(one, dict) else one for one in options]
        if raw["type"] in ("radio", "select"):
            return self.random.choice([None, *values])
        return self.random.sample(values, self.random.randint(0, len(values)))

    def _moment(self, raw: Any) -> str | None:
        zone = {"utc_offset": "+00:00", "utc_normalized": "Z"}
        suffix = zone.get(raw.get("timeSerializingFormat"), "")
        day = self.random.choice([*DAYS, "2026-02-30", "soon"])
        clock = self.random.choice(["00:00", "23:59", "9 o'clock"])
        subtype = raw.get("subtype", "date")
        # our date fields add the zone only to what is a date and time
        typed = ":" in clock and (subtype == "time" or day in DAYS)
        time = clock + suffix * typed
        written = {"date": day, "time": time, "datetime": f"{day}T{time}"}[subtype]
        return None if self.chance(0.3) else written


def put(data: JSON, path: tuple[str, ...], value: Any) -> None:
    for name in path[:-1]:
        if not isinstance(data.get(name), dict):
            data[name] = {}
        data = data[name]
    data[path[-1]] = value


def at(data: Any, path: tuple[str, ...]) -> Any:
    for name in path:
        data = data[name]
    return data
