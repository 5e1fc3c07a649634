"""The registry of field types."""

import pytest

from forms.component import Component
from forms.fields import FIELDS, Field
from forms.scope import Scope


class Plain(Field):
    """A new type that overrides nothing."""

    type = "plain"
    keyed = True


def test_every_type_is_registered_under_its_name():
    assert len(FIELDS) == 23
    assert all(field.type == name for name, field in FIELDS.items())


@pytest.mark.parametrize("field", FIELDS.values(), ids=FIELDS)
def test_every_type_that_is_supported_says_what_people_read(field):
    assert field.not_supported or isinstance(field.texts, frozenset)


def test_new_type_takes_values_as_they_are():
    field = Plain()
    component = Component(field, {"type": "plain", "key": "it"}, ("it",), "F")

    assert field.initial(component, [1], Scope()) == [1]
    assert field.accept(component, "x", Scope()) == "x"
    assert list(field.judge(component, "x", Scope())) == []
    assert field.describe(component, "x", Scope()) == ""
