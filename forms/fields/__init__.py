"""The field types, one file each. A new one is registered here, and in the browser's bundle."""

from collections.abc import Mapping
from types import MappingProxyType

from forms.fields.base import Field, RefusedError
from forms.fields.button import Button
from forms.fields.checkbox import Checkbox
from forms.fields.checklist import Checklist
from forms.fields.datetime import Datetime
from forms.fields.documentpreview import DocumentPreview
from forms.fields.dynamiclist import DynamicList
from forms.fields.expression import Expression
from forms.fields.filepicker import Filepicker
from forms.fields.group import Group
from forms.fields.html import Html
from forms.fields.iframe import Iframe
from forms.fields.image import Image
from forms.fields.jalalidate import JalaliDate
from forms.fields.number import Number
from forms.fields.radio import Radio
from forms.fields.select import Select
from forms.fields.separator import Separator
from forms.fields.spacer import Spacer
from forms.fields.table import Table
from forms.fields.taglist import Taglist
from forms.fields.text import Text
from forms.fields.textarea import Textarea
from forms.fields.textfield import Textfield

__all__ = ["FIELDS", "Field", "RefusedError"]

_TYPES: tuple[type[Field], ...] = (
    Textfield,
    Textarea,
    Number,
    Datetime,
    JalaliDate,
    Checkbox,
    Checklist,
    Radio,
    Select,
    Taglist,
    Filepicker,
    Expression,
    Group,
    DynamicList,
    Text,
    Table,
    Image,
    Separator,
    Spacer,
    Button,
    Html,
    Iframe,
    DocumentPreview,
)
FIELDS: Mapping[str, Field] = MappingProxyType({field.type: field() for field in _TYPES})
