"""Judge a submission as form-js does in the browser, and refuse what no browser would send.

What a form does not show, or shows as read-only, is never taken over. A field that is left out
counts as left untouched: it keeps what was shown, and its rules apply to that. A dynamic list that
is left out is empty, because that is how form-js sends a list whose rows were all removed. What
expressions decide or compute is worked out here, whatever the browser made of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from forms import binding, javascript, paths, reading, rows, settling, translations
from forms.catalogue import error
from forms.checking import Schema, open_form
from forms.component import Component, Form, Leaf
from forms.expressions import MISSING
from forms.fields import RefusedError
from forms.fields.dynamiclist import has_fixed_rows
from forms.fields.expression import is_computed_last
from forms.formulas import FormulaLimitError
from forms.problems import FormError
from forms.scope import Scope
from forms.strangers import Trie, strangers
from forms.surroundings import Surroundings

Errors = dict[str, list[FormError]]
Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Validated:
    """The verdict.

    Attributes:
        data: the variables to set, nested objects complete; empty if there are errors.
        errors: by path of the value, rows of lists by index ("items.0.name"); "" is the whole.
    """

    data: dict[str, Any] = field(default_factory=dict)
    errors: Errors = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        """Whether the submission is accepted."""
        return not self.errors


def validate(
    schema: Schema,
    submission: Any,
    variables: Mapping[str, Any],
    locale: str = "en",
    *,
    now: datetime | None = None,
) -> Validated:
    """Judge a submission of a form.

    Args:
        schema: one that `check` accepts.
        submission: the parsed JSON, of any shape.
        variables: the process variables as the form was shown with them.
        locale: of the person who sent it.
        now: for dates that must not be past; None leaves those unjudged.

    Raises:
        FormInvalidError: `check` refuses the schema.
    """
    form = open_form(schema)
    known = binding.known_to(form, variables)
    return judge(form, submission, Scope(known, locale, now))


def judge(form: Form, submission: Any, scope: Scope) -> Validated:
    """Judge a submission in a scope: with limits of one's own, and variables that are JSON."""
    if not isinstance(submission, Mapping) or reading.depth_of(submission, 99) > reading.NESTING:
        return Validated(errors={"": [error("not_an_object")]})
    judging = _Judge(scope)
    try:
        around = _around(form, submission, scope) if form.dynamic else None
        data = judging.fields(form.leaves, _Answers(submission, scope.variables, (), around))
    except FormulaLimitError as found:
        return Validated(errors={"": [error(found.code)]})
    return Validated(errors=judging.errors) if judging.errors else Validated(data)


def _around(form: Form, submission: Mapping[str, Any], scope: Scope) -> Surroundings:
    shown = binding.shown_to(form, scope.variables)
    return settling.settle(form, shown, submission, scope)


@dataclass(frozen=True, slots=True)
class _Answers:
    """The answers of a form or row.

    Attributes:
        known: what was there before.
        at: where it is.
        around: what its expressions see; None in forms where nothing depends on them.
    """

    given: Mapping[str, Any]
    known: Mapping[str, Any]
    at: Place
    around: Surroundings | None

    def row(self, leaf: Leaf, index: int, given: Mapping[str, Any], known: Any) -> _Answers:
        """Return those of a row of a list, counted from 0."""
        around = self.around.row(leaf.path, index) if self.around and leaf.dynamic else None
        return _Answers(given, known, (*self.at, *leaf.path, index), around)


class _Judge:
    """One submission under judgement; collects errors up to a limit."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.errors: Errors = {}
        self.count = 0
        self.rows = 0

    def fields(self, leaves: tuple[Leaf, ...], answers: _Answers) -> dict[str, Any]:
        """Return the values of a form or row."""
        self._refuse_strangers(leaves, answers)
        data: dict[str, Any] = {}
        for leaf in leaves:
            value = self._leaf(leaf, answers)
            if value is not MISSING:
                _keep_siblings(data, leaf, answers.known)
                paths.put(data, leaf.path, value)
        return data

    def _refuse_strangers(self, leaves: tuple[Leaf, ...], answers: _Answers) -> None:
        for path, code in strangers(answers.given, Trie.of(leaves), self.scope.limits.errors):
            self._add((*answers.at, *path), [error(code)])

    def _leaf(self, drawn: Leaf, answers: _Answers) -> Any:
        leaf = answers.around.known(drawn) if answers.around else drawn
        value, place = paths.get(answers.given, leaf.path), (*answers.at, *leaf.path)
        if leaf.hidden:
            if value is not MISSING:
                self._add(place, [error("hidden_field")], leaf.component)
            return MISSING
        # computed options refuse what was shown only where it can be corrected
        shown = binding.shown(leaf if leaf.editable else drawn, answers.known, self.scope)
        if leaf.component.field.repeats:
            return self._list(leaf, value, shown, answers)
        if not leaf.editable:
            self._locked(leaf, value, shown, place)
            return MISSING
        if leaf.component.field.computes and answers.around:
            return _computed(leaf, answers.around)
        return self._value(leaf.component, shown, value, place)

    def _value(self, component: Component, shown: Any, value: Any, place: Place) -> Any:
        try:
            if value is not MISSING:
                shown = component.field.accept(component, value, self.scope)
        except RefusedError as refused:
            if not javascript.same(value, shown):  # what was shown may be sent back
                self._add(place, [refused.error], component)
                return MISSING
        self._add(place, component.field.judge(component, shown, self.scope), component)
        return shown

    def _locked(self, leaf: Leaf, value: Any, shown: Any, place: Place) -> None:
        component = leaf.component
        if value is not MISSING and not javascript.same(value, shown):
            self._add(place, [error("read_only")], component)
        elif not component.disabled:  # form-js judges read-only fields too
            self._add(place, component.field.judge(component, shown, self.scope), component)

    def _list(self, leaf: Leaf, value: Any, shown: Any, answers: _Answers) -> Any:
        place = (*answers.at, *leaf.path)
        component = leaf.component
        fixed = has_fixed_rows(component)
        given = ([{}] * len(shown) if fixed else []) if value is MISSING or value is None else value
        if not isinstance(given, list):
            self._add(place, [error("list_expected")], component)
            return MISSING
        self.rows += len(given)
        if len(given) > self.scope.limits.entries or self.rows > self.scope.limits.rows:
            most = self.scope.limits.entries
            self._add(place, [error("list_size", value=most)], component)
            return MISSING
        given = rows.complete(leaf, given, len(shown)) if fixed else given
        if fixed and len(given) != len(shown):
            self._add(place, [error("rows_fixed")], component)
            return MISSING
        before = component.field.initial(component, paths.get(answers.known, leaf.path), self.scope)
        return self._rows(leaf, given, (shown, before), answers)

    def _rows(
        self,
        leaf: Leaf,
        given: list[Any],
        shown: tuple[list[Any], list[Any]],
        answers: _Answers,
    ) -> list[Any]:
        data = []
        for index, (row, known) in enumerate(
            zip(given, rows.match(leaf, given, shown[0]), strict=True)
        ):
            before = {} if known is None else shown[1][known]
            if row is None:  # form-js: every field of the row is hidden or disabled
                row = {}
            if isinstance(row, Mapping):
                values = self.fields(leaf.leaves, answers.row(leaf, index, row, before))
                data.append({**deepcopy(before), **values})
            else:
                place = (*answers.at, *leaf.path, index)
                self._add(place, [error("object_expected")], leaf.component)
        return data

    def _add(
        self, place: Place, found: Iterable[FormError], component: Component | None = None
    ) -> None:
        indexes = tuple(part for part in place if isinstance(part, int))
        identity = component.id if component else None
        for one in found:
            self.count += 1
            if self.count > self.scope.limits.errors:
                self.errors.setdefault("", [error("too_many_errors")])
                return
            said = _in_own_words(one, component, self.scope)
            said = replace(said, field_id=identity, indexes=indexes)
            self.errors.setdefault(paths.text(place), []).append(said)


def _computed(leaf: Leaf, around: Surroundings) -> Any:
    """Return what an expression field holds; what was submitted for it does not matter."""
    if is_computed_last(leaf.component):
        return around.computed(leaf.component)
    found = paths.get(around.data, leaf.path)
    return None if found is MISSING else found


def _in_own_words(one: FormError, component: Component | None, scope: Scope) -> FormError:
    """Return an error in the words that the form has for it, if it has any."""
    own = translations.of(component.raw, scope.language).get("errors", {}) if component else {}
    code = "pattern" if one.code == "message" else one.code
    if code not in own:
        return one
    return replace(one, template="{message}", facts={**one.facts, "message": own[code]})


def _keep_siblings(data: dict[str, Any], leaf: Leaf, known: Mapping[str, Any]) -> None:
    """Copy the rest of an object of which a form writes a part: setting it replaces the whole."""
    first = leaf.path[0]
    if len(leaf.path) > 1 and first not in data and isinstance(known.get(first), dict):
        data[first] = deepcopy(known[first])
