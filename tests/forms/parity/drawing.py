"""Forms as designers draw them, variables as processes hold them, values as people enter them."""

from __future__ import annotations

import re
from copy import deepcopy
from random import Random
from typing import Any

from forms.component import Leaf
from forms.surroundings import Surroundings

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
# what no field of a drawn form writes
GIVEN: JSON = {
    "amount": 3,
    "flag": True,
    "status": "a",
    "tags": ["a", "b"],
    "limit": "7",
    "none": None,
}
# <n> is the key of a number, <t> of a text, <m> of a list, <k> of any field
CONDITIONS = (
    "flag",
    "not(flag)",
    "amount > 5",
    'status in ("a", "b") and amount <= 5',
    "none",
    "missing = null",
    'list contains(tags, "b")',
    "<k> = null",
    '<k> = "a"',
    '<t> = "abc" or <k> = true',
    "<n> > 4",
    "not(<n> > 4)",
    "not(flag) and <n> != null",
    "<k>",
    "count(<m>) > 1",
    'list contains(<m>, "a")',
    "string length(<t>) < 3",
    '<t> = "" and <n> = null',
    "<k> != null and <k> != null",
    'if <k> = "b" then flag else <k> = null',
)
ON_VARIABLES = CONDITIONS[:7]
IN_ROWS = (
    "this.<k> = null",
    'this.<k> = "a"',
    "this.<n> > 4",
    "i[1] = 1",
    "parent.amount > 5",
    "parent.<k> = null",
    "_parent_.flag and _this_.<k> = null",
    "count(parent.tags) > 1 and i[-1] > 1",
)
LIMITS = ("=amount", "=if flag then 2 else 4", "=missing", "=limit", "=amount * 2 - 1", "=<n>")
OFFERED = (
    "=options",
    "=tags",
    "=missing",
    "=for t in tags return {label: upper case(t), value: t}",
    '=if flag then ["a", "b"] else ["x"]',
    '=if <k> = "a" then ["a"] else ["a", "z"]',
    "=append(tags, status, <t>)",
)
COMPUTED = (
    "=amount * 2",
    "=amount > 5 and flag",
    "=<t>",
    "=<m>",
    "=string(<n>)",
    '=upper case(status) + "!"',
    "={a: amount, b: [<k>]}",
    "=count(tags) + amount",
    "=none",
)
TEMPLATES = (
    "Plain",
    "{{status}} of {{amount}}",
    "=<t>",
    "{{#if flag}}{{<k>}}{{/if}}",
    "{{#loop tags}}{{this}}, {{parent.amount}}; {{/loop}}",
)
PLACES = {
    "<n>": ("number",),
    "<t>": ("textfield", "textarea"),
    "<m>": ("checklist", "taglist"),
}
SHOWN = ("text", "separator", "spacer", "button")
CHOICES = ("radio", "select", "checklist", "taglist")
KEYED = ("textfield", "textarea", "number", "checkbox", "datetime", "jalalidate", *CHOICES)


class Drawing:
    """Draws by chance; the same chance draws the same."""

    def __init__(self, random: Random, feel: float = 0.3) -> None:
        self.random, self.count = random, 0
        self.feel = feel
        self.keys: list[tuple[str, str]] = []
        self.originals: dict[int, JSON] = {}

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def schema(self) -> JSON:
        """Return a form of up to six components."""
        components = [self.component(0) for _ in range(self.random.randint(1, 6))]
        named = self._name(components)
        return {"type": "default", "schemaVersion": 19, "components": named}

    def component(self, depth: int) -> JSON:
        """Return a component; containers stop at a depth of two."""
        self.count += 1
        computing = ("expression",) * round(self.feel * 10)
        kinds = (
            *computing,
            *KEYED,
            *KEYED,
            *SHOWN,
            *(("group", "dynamiclist") * 3 if depth < 2 else ()),
        )
        kind = self.random.choice(kinds)
        drawn: JSON = {"type": kind, "id": f"F{self.count}"}
        if kind in SHOWN:
            return {**drawn, "text": self.random.choice(TEMPLATES)} if kind == "text" else drawn
        drawn["label"] = (
            self.random.choice(TEMPLATES) if self.chance(0.2) else f"Label {self.count}"
        )
        if self.chance(0.05):
            drawn["conditional"] = {"hide": self.random.choice(["=true", "=false", "=null", "=5"])}
        elif self.chance(self.feel):
            drawn["conditional"] = {"hide": f"={self._condition(depth)}"}
        if kind in ("group", "dynamiclist"):
            return drawn | self._container(kind, depth)
        return drawn | self._field(kind)

    def _condition(self, depth: int) -> str:
        return self.random.choice(IN_ROWS if depth and self.chance(0.6) else CONDITIONS)

    def _name(self, drawn: Any) -> Any:
        """Return what was drawn with the keys of fields in the places of expressions."""
        if isinstance(drawn, dict):
            return {name: self._name(value) for name, value in drawn.items()}
        if isinstance(drawn, list):
            return [self._name(value) for value in drawn]
        if not isinstance(drawn, str) or "<" not in drawn:
            return drawn
        return re.sub("<[ntmk]>", lambda place: self._key(place[0]), drawn)

    def _key(self, place: str) -> str:
        wanted = PLACES.get(place, KEYED)
        keys = [key for kind, key in self.keys if kind in wanted]
        return self.random.choice(keys) if keys else "missing"

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
        elif self.chance(self.feel / 2):
            drawn["readonly"] = f"={self.random.choice(ON_VARIABLES)}"
        if kind != "expression":
            drawn["validate"] = self._rules(kind)
        if kind in CHOICES:
            chosen = {"values": self.random.choice(OPTIONS)}
            computed = {"valuesExpression": self.random.choice(OFFERED)}
            chosen = computed if self.chance(self.feel) else chosen
            drawn |= {"valuesKey": "options"} if self.chance(0.3) else chosen
        if kind == "expression":
            drawn |= {"expression": self.random.choice(COMPUTED), "label": ""}
            return drawn | ({"computeOn": "presubmit"} if self.chance(0.3) else {})
        if kind == "number":
            drawn |= self._number()
        if kind == "datetime":
            drawn["subtype"] = self.random.choice(["date", "time", "datetime"])
            zones = ["no_timezone", "utc_offset", "utc_normalized"]
            drawn["timeSerializingFormat"] = self.random.choice(zones)
        if kind in ("textfield", "textarea") and self.chance(0.15):
            drawn["defaultValue"] = self.random.choice(TEXTS)
        if not drawn.get("serializeToString"):
            self.keys.append((kind, drawn["key"]))
        return drawn

    def _number(self) -> JSON:
        drawn: JSON = {"decimalDigits": self.random.randint(0, 2)} if self.chance(0.3) else {}
        if self.chance(0.3):
            drawn["increment"] = self.random.choice([5, 0.1, "0.5", 2])
        if self.chance(0.3):
            drawn["serializeToString"] = True
        return drawn

    def _rules(self, kind: str) -> JSON:
        dynamic = LIMITS if self.chance(self.feel) else ()
        rules: JSON = {"required": self.chance(0.5)} if self.chance(0.5) else {}
        if kind in ("textfield", "textarea"):
            for name, values in (("minLength", (0, 2, "=3")), ("maxLength", (3, 5, "=4"))):
                if self.chance(0.3):
                    rules[name] = self.random.choice(dynamic or values)
            if self.chance(0.3):
                rules["pattern"] = self.random.choice(PATTERNS)
            elif self.chance(0.3):
                rules["validationType"] = self.random.choice(["email", "phone", "custom", ""])
        if kind == "number":
            for name, limits in (("min", (0, -5, 0.5, "1.5")), ("max", (5, 7.5, "=50", "1e2"))):
                if self.chance(0.4):
                    rules[name] = self.random.choice(dynamic or limits)
        return rules

    def variables(self, leaves: tuple[Leaf, ...]) -> JSON:
        """Return variables of which some fit their field, some do not, and some are missing."""
        changed = {"amount": self.random.choice([3, 6]), "flag": self.chance(0.5)}
        found: JSON = {"options": VARIABLE_OPTIONS, **GIVEN, **changed}
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
        self.originals[id(data)] = deepcopy(data)
        for leaf in leaves:
            if leaf.component.field.repeats and not leaf.hidden:
                rows = at(data, leaf.path)
                if leaf.component.raw.get("allowAddRemove", True):
                    rows[:] = [row for row in rows if self.chance(0.8)]
                for row in rows:
                    self.enter(leaf.leaves, row)
            elif leaf.editable and self.chance(0.7) and not leaf.component.field.computes:
                put(data, leaf.path, self.value(leaf))
        return data

    def take_back(self, leaves: tuple[Leaf, ...], data: JSON, around: Surroundings) -> None:
        """Undo, in place, what a person could not enter: hidden and read-only fields."""
        for drawn in leaves:
            leaf = around.known(drawn)
            if leaf.hidden or leaf.component.readonly:
                put(data, leaf.path, deepcopy(at(self.originals[id(data)], leaf.path)))
            elif leaf.component.field.repeats:
                for index, row in enumerate(at(data, leaf.path)):
                    self.take_back(leaf.leaves, row, around.row(leaf.path, index))

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
        options = raw.get("values") or VARIABLE_OPTIONS
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
