"""Forms that speak like the house: dates, units by code, and refusals beside the fields."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django import forms

from jiping.web.core.actions import Refused
from jiping.web.units.models import Unit

Result = TypeVar("Result")

# So many are offered to pick from; any other is typed.
_OFFERED = 1500


class DateInput(forms.DateInput):
    """The browser's own date picker."""

    input_type = "date"

    def __init__(self, **attributes: Any) -> None:
        super().__init__(attrs=attributes, format="%Y-%m-%d")


class UnitInput(forms.TextInput):
    """A text field that offers units to pick from."""

    template_name = "core/unit_input.html"
    offered: Callable[[], Iterable[Unit]] = staticmethod(lambda: ())

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["list"] = f"units_of_{name}"
        return context | {"units": list(self.offered())}


class UnitField(forms.CharField):
    """A unit in use, by code or full name (or picked: code and name)."""

    widget = UnitInput

    def __init__(self, *, kinds: Iterable[str] = (), **options: Any) -> None:
        super().__init__(**options)
        self.kinds = tuple(kinds)
        self.widget.offered = lambda: self._open()[:_OFFERED]

    def _open(self) -> Any:
        found = Unit.objects.filter(ended_on=None)
        return found.filter(kind__in=self.kinds) if self.kinds else found

    def clean(self, value: Any) -> Any:
        text = str(super().clean(value)).strip()
        if not text:
            return None
        found = self._open()
        unit = found.filter(code=text.split()[0]).first()
        same = list(found.filter(name=text)[:2]) if unit is None else [unit]
        if len(same) != 1:
            raise forms.ValidationError(
                f"没有找到“{text}”这个在用的单位，请填单位编码，或从列表中选。"
            )
        return same[0]


# The largest whole number that every database holds.
_LARGEST = 2**63 - 1


def number(text: str) -> int | None:
    """A whole number as a page sent it; None for anything else, or one that no record
    can have."""
    if not text.isascii() or not text.isdecimal() or len(text) > 19:
        return None
    given = int(text)
    return given if given <= _LARGEST else None


def attempted(form: forms.BaseForm, act: Callable[[], Result]) -> Result | None:
    """Do it; a refusal that the person can mend is said above the fields, and None is
    given back. A lack of right is raised on."""
    try:
        return act()
    except Refused as refusal:
        if refusal.denied:
            raise
        form.add_error(None, str(refusal))
        return None
