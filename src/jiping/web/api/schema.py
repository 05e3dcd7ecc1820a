"""From the constructor of an action to the shape of a request, and back."""

import dataclasses
import types
from base64 import b64decode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from inspect import Parameter, signature
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from django.core.files.base import ContentFile
from django.core.files.base import File as Upload
from django.db import models
from pydantic import (
    AfterValidator,
    Base64Encoder,
    BaseModel,
    ConfigDict,
    EncodedBytes,
    Field,
    create_model,
)
from pydantic_core import PydanticCustomError

from jiping.model.values import Ref
from jiping.web.campaigns.models import Assignment
from jiping.web.core.actions import Action, Refused
from jiping.web.drafts.models import Draft
from jiping.web.drafts.starting import draft_for
from jiping.web.publication.actions import publication_of
from jiping.web.publication.models import Publication

Read = Callable[[Any], Any]
_LONGEST = 40_000
_MOST = 10_000
# What every database and every reader of JSON can hold.
_LARGEST = 2**53


def _clean(text: str) -> str:
    if "\x00" in text:
        raise ValueError("不能含空字符")
    return text


Text = Annotated[str, Field(max_length=_LONGEST), AfterValidator(_clean)]
Number = Annotated[int, Field(ge=-_LARGEST, le=_LARGEST)]
Id = Annotated[int, Field(ge=1, le=_LARGEST)]
Address = tuple[Text, Text, Text, Text]
_PLAIN: Mapping[Any, Any] = types.MappingProxyType(
    {str: Text, int: Number, bool: bool, date: date}
)


class _Base64(Base64Encoder):
    """Takes nothing that is not base64, where the usual one drops it."""

    @classmethod
    def decode(cls, data: bytes) -> bytes:
        try:
            return b64decode(data, validate=True)
        except ValueError as fault:
            raise PydanticCustomError("base64", "不是 base64") from fault


Bytes = Annotated[bytes, EncodedBytes(encoder=_Base64)]


class NamedFile(BaseModel):
    """A file: what its sender calls it, and its bytes in base64."""

    model_config = ConfigDict(extra="forbid")
    name: Annotated[Text, Field(min_length=1, max_length=200)]
    data: Bytes


class Unfit(Exception):
    """The action takes what no request can hold; it has another way in."""


class Missing(Refused):
    """What the request names is not there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """One parameter: what it is called in a request, its type there, its default (``...``
    where it must be given), and how the action's own is made of it."""

    field: str
    type: Any
    default: Any
    read: Read


def taken(action: type[Action[Any]]) -> dict[str, Taken]:
    """What an action takes besides the person. Raises Unfit."""
    hints = get_type_hints(action.__init__)
    subject = get_type_hints(action).get("subject")
    found: dict[str, Taken] = {}
    for name, parameter in list(signature(action.__init__).parameters.items())[2:]:
        annotation = hints.get(name, Any)
        default = parameter.default
        if name == "subject" and default is not Parameter.empty:
            if not _is_record(subject):
                continue
            annotation, default = subject, Parameter.empty
        type_, read = shape(annotation)
        empty = default is Parameter.empty
        found[name] = Taken(
            field=_field(name, annotation),
            type=type_,
            default=... if empty else default,
            read=read,
        )
    return found


def _field(name: str, annotation: Any) -> str:
    """Drafts and publications are known by the assignment that they belong to, and what
    an action is about by what it is."""
    if annotation in (Draft, Publication):
        return "assignment"
    if name == "subject" and _is_record(annotation):
        return str(annotation._meta.model_name)
    return name


def body(name: str, parameters: Mapping[str, Taken]) -> type[BaseModel]:
    """The request as a model that knows no other field."""
    fields: dict[str, Any] = {
        each.field: (each.type, each.default) for each in parameters.values()
    }
    return create_model(name, __config__=ConfigDict(extra="forbid"), **fields)


def shape(annotation: Any) -> tuple[Any, Read]:
    """The type of a request for a type of ours, and the way from one to the other.
    Raises Unfit."""
    origin, inner = get_origin(annotation), get_args(annotation)
    if _is_record(annotation):
        return Id, record(annotation)
    if annotation in _PLAIN:
        return _PLAIN[annotation], _same
    if annotation is Ref:
        return Address, lambda given: Ref(*given)
    if annotation is bytes:
        return Bytes, _same
    if isinstance(annotation, type) and issubclass(origin or annotation, Upload):
        return NamedFile, upload
    if dataclasses.is_dataclass(annotation):
        return _of_fields(annotation)
    if origin is Literal:
        return annotation, _same
    if origin in (Union, types.UnionType):
        return _optional(inner)
    if isinstance(origin, type):
        return _collection(origin, inner)
    raise Unfit(str(annotation))


def _same(given: Any) -> Any:
    return given


def _is_record(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, models.Model)


def record(model: type[models.Model]) -> Read:
    """How a record is found by its number. Raises Missing where there is none."""
    if model is Draft:
        return lambda pk: draft_for(_stored(Assignment, pk))
    if model is Publication:
        return lambda pk: publication_of(_stored(Assignment, pk))
    return lambda pk: _stored(model, pk)


def _stored(model: type[models.Model], pk: int) -> Any:
    found = model._default_manager.filter(pk=pk).first()
    if found is None:
        raise Missing(f"没有编号为{pk}的{model._meta.verbose_name}。")
    return found


def upload(given: NamedFile) -> Upload:  # type: ignore[type-arg]
    """A file as Django's forms hand it on."""
    return ContentFile(given.data, name=given.name)


def _optional(inner: Sequence[Any]) -> tuple[Any, Read]:
    others = [each for each in inner if each is not type(None)]
    if len(others) == 1:
        type_, read = shape(others[0])
        return type_ | None, lambda given: None if given is None else read(given)
    if not all(each in _PLAIN for each in others):
        raise Unfit(str(inner))
    first, *more = (_PLAIN[each] for each in others)
    return reduce(lambda a, b: a | b, more, first), _same


def _collection(origin: type, inner: Sequence[Any]) -> tuple[Any, Read]:
    if issubclass(origin, tuple):
        if any(each not in _PLAIN for each in inner):
            raise Unfit(str(inner))
        parts: Any = tuple(_PLAIN[each] for each in inner)
        return tuple.__class_getitem__(parts), tuple
    if issubclass(origin, Mapping):
        return _mapping(*inner)
    if issubclass(list, origin):
        type_, read = shape(inner[0])
        listed = Annotated[list[type_], Field(max_length=_MOST)]  # type: ignore[valid-type]
        return listed, lambda given: [read(each) for each in given]
    raise Unfit(str(origin))


def _mapping(key: Any, value: Any) -> tuple[Any, Read]:
    if key not in (str, int):
        raise Unfit(str(key))
    type_, read = shape(value)
    return dict[_PLAIN[key], type_], lambda given: {  # type: ignore[valid-type]
        name: read(each) for name, each in given.items()
    }


def _of_fields(kind: Any) -> tuple[Any, Read]:
    hints = get_type_hints(kind)
    fields: dict[str, Any] = {}
    ways: dict[str, Read] = {}
    for each in dataclasses.fields(kind):
        type_, ways[each.name] = shape(hints[each.name])
        bare = each.default is dataclasses.MISSING
        fields[each.name] = (type_, ... if bare else each.default)
    model = create_model(kind.__name__, __config__=ConfigDict(extra="forbid"), **fields)

    def made(given: Any) -> Any:
        return kind(**{name: way(getattr(given, name)) for name, way in ways.items()})

    return model, made
