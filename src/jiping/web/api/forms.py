"""Actions that a page performs with what one of its forms has checked: the API asks for
the same fields and lets the same form check them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms.models import model_to_dict
from pydantic import Field

from jiping.web.accounts.models import User
from jiping.web.api.schema import NamedFile, Number, Taken, Text
from jiping.web.core.actions import Action, Refused

Values = dict[str, Any]
Making = Callable[[User, Values, Any], Action[Any]]
_TYPES: tuple[tuple[type[forms.Field], Any], ...] = (
    (forms.DateField, date),
    (forms.IntegerField, Number),
    (forms.BooleanField, bool),
    (forms.FileField, NamedFile),
    (forms.MultipleChoiceField, Annotated[list[Text], Field(max_length=100)]),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A request whose fields are those of a form. ``about`` are the parameters beside
    it, ``before`` gives what it is about as it stands (a stored or new record of a
    ModelForm: then what is not given stays), ``made`` makes the action of the checked
    form."""

    form: type[forms.BaseForm]
    about: Mapping[str, Taken]
    made: Making
    before: Callable[[Values], Any] | None = None

    @property
    def parameters(self) -> dict[str, Taken]:
        """All that the request holds."""
        fields: Mapping[str, forms.Field] = self.form.base_fields  # type: ignore[attr-defined]
        own = {
            name: Taken(
                field=name,
                type=_type(each) if self._must(each) else _type(each) | None,
                default=... if self._must(each) else None,
                read=lambda given: given,
            )
            for name, each in fields.items()
        }
        return {**self.about, **own}

    def _must(self, field: forms.Field) -> bool:
        return field.required and self.before is None and field.initial is None

    def action(self, actor: User, given: Values) -> Action[Any]:
        """The action. Raises Refused, with all that the form says, for what it does not
        take."""
        about = {name: given.pop(name) for name in self.about}
        record = self.before(about) if self.before else None
        typed, files = _posted(given)
        options: Values = {}
        if record is not None:
            names = list(self.form.base_fields)  # type: ignore[attr-defined]
            typed = {**model_to_dict(record, names), **typed}
            options["instance"] = record
        else:
            typed = {**_initial(self.form), **typed}
        sent: Any = files
        form: Any = self.form(typed, sent, **options)
        if not form.is_valid():
            raise Refused(_said(form))
        return self.made(actor, about, form)


def _type(field: forms.Field) -> Any:
    return next((type_ for kind, type_ in _TYPES if isinstance(field, kind)), Text)


def _initial(form: type[forms.BaseForm]) -> Values:
    fields: Mapping[str, forms.Field] = form.base_fields  # type: ignore[attr-defined]
    said = {name: each.initial for name, each in fields.items()}
    return {
        name: each() if callable(each) else each
        for name, each in said.items()
        if each is not None
    }


def _posted(given: Values) -> tuple[Values, Values]:
    """As a browser would have sent it: texts and files."""
    typed: Values = {}
    files: Values = {}
    for name, value in given.items():
        if isinstance(value, NamedFile):
            files[name] = SimpleUploadedFile(value.name, value.data)
        elif value is not None:
            typed[name] = value
    return typed, files


def _said(form: forms.BaseForm) -> str:
    """What the form says, as one sentence."""
    said = []
    for name, faults in form.errors.items():
        label = form.fields[name].label if name in form.fields else ""
        where = f"{label or name}：" if name != NON_FIELD_ERRORS else ""
        said += [f"{where}{fault}".rstrip("。") for fault in faults]
    return "；".join(dict.fromkeys(said)) + "。"
