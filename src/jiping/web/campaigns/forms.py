"""What is typed on the pages of 布置."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from jiping.forms import VOCABULARY
from jiping.forms import forms as known_forms
from jiping.web.campaigns.models import (
    CONTENTS,
    Campaign,
    DepartmentNotice,
    WorkingGroup,
    WorkYear,
)
from jiping.web.campaigns.stamped import ACCEPTED
from jiping.web.core.forms import DateInput
from jiping.web.units.models import Unit

_DATES = ("unit_due", "department_due", "review_due", "publication_due")
_CONTENT_FIELDS = tuple(field for field, _ in CONTENTS)
_LINES = forms.Textarea(attrs={"rows": 5})
_SPAN = re.compile(
    r"(\d{4}-\d{1,2}-\d{1,2})(?:\s*(?:至|到|~|～|—|-{2})\s*(\d{4}-\d{1,2}-\d{1,2}))?"
)
_SATURDAY = 5
_NATIONAL = "000000"
# More than all holidays and a margin: beyond it a span was mistyped.
_MOST_OFF = 80
_MOST_AMOUNT = Decimal("99999999999999.99")


def form_choices() -> list[tuple[str, str]]:
    """The forms that a campaign can be run on."""
    return [
        (ident, form.name)
        for ident, form in known_forms().items()
        if ident != VOCABULARY
    ]


class _Dates(forms.ModelForm):  # type: ignore[type-arg]
    kinds = forms.MultipleChoiceField(
        label="自评种类", choices=Campaign.KINDS, widget=forms.CheckboxSelectMultiple
    )
    form = forms.ChoiceField(label="表式", choices=form_choices)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in (*_DATES, *_CONTENT_FIELDS):
            if name in self.fields:
                self.fields[name].optional = "布置前填好"  # type: ignore[attr-defined]
        for name in _DATES:
            self.fields[name].help_text = "要是工作日。"
        # The nation's forms are for single projects; a place's cover whole departments.
        self.fields["form"].initial = next(
            (ident for ident in known_forms() if not ident.startswith(_NATIONAL)), ""
        )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        before: date | None = None
        for name in _DATES:
            day = given.get(name)
            if day and before and day < before:
                self.add_error(name, "不能早于上面一个日期。")
            before = day or before
        return given


class NewCampaignForm(_Dates):
    """What the words of a notice are drafted from."""

    year = forms.IntegerField(
        label="评价年度",
        min_value=2015,
        max_value=2099,
        help_text="被评价的预算年度，不是开展工作的年份。",
    )

    class Meta:
        model = Campaign
        fields = ("year", "kinds", "form", *_DATES)
        widgets = dict.fromkeys(_DATES, DateInput)


class CampaignForm(_Dates):
    """The whole of a campaign that is being drafted."""

    class Meta:
        model = Campaign
        fields = ("title", "number", "kinds", "form", *_DATES, *_CONTENT_FIELDS)
        widgets = dict.fromkeys(_DATES, DateInput) | dict.fromkeys(
            _CONTENT_FIELDS, _LINES
        )


class NoticeForm(forms.ModelForm):  # type: ignore[type-arg]
    """A department's notice."""

    stamped = forms.FileField(
        label="盖章文件",
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
        help_text="PDF 或 JPG、PNG 图片，不超过20MB；再次上传会替换。",
    )

    class Meta:
        model = DepartmentNotice
        fields = ("title", "number", "issued_on", *_CONTENT_FIELDS)
        widgets = {"issued_on": DateInput} | dict.fromkeys(_CONTENT_FIELDS, _LINES)
        help_texts = {"issued_on": "不填就是点“印发”的那一天。"}


class GroupForm(forms.ModelForm):  # type: ignore[type-arg]
    """The document of a working group."""

    stamped = forms.FileField(
        label="盖章文件",
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
        help_text="PDF 或 JPG、PNG 图片，不超过20MB；再次上传会替换。",
    )

    class Meta:
        model = WorkingGroup
        fields = ("title", "number", "dated")
        widgets = {"dated": DateInput}


class ExtendForm(forms.Form):
    """Until when, and why."""

    until = forms.DateField(label="延至", widget=DateInput)
    reason = forms.CharField(
        label="理由", max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(
        label="理由",
        max_length=300,
        help_text="会告知单位和主管部门，并留在日志里。",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class YearForm(forms.Form):
    """The working days of a year, as its notice says."""

    year = forms.IntegerField(label="年份", min_value=2015, max_value=2099)
    source = forms.CharField(
        label="依据文件",
        max_length=120,
        help_text="国务院办公厅通知的文号，如 国办发明电〔2025〕7号。",
    )
    off = forms.CharField(
        label="放假日",
        widget=_LINES,
        help_text="每行一天或一段，如 2026-02-15 至 2026-02-23；一段里的周末一并写上。",
    )
    made_up = forms.CharField(
        label="调休上班日",
        widget=_LINES,
        required=False,
        help_text="要上班的周六、周日，每行一天。",
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        year = given.get("year")
        if year is None or self.errors:
            return given
        for name in ("off", "made_up"):
            try:
                given[name] = sorted(set(_days(given[name], year)))
            except ValidationError as fault:
                self.add_error(name, fault)
        if not self.errors:
            self._fit(given)
        return given

    def _fit(self, given: Mapping[str, Any]) -> None:
        if len(given["off"]) > _MOST_OFF:
            self.add_error("off", f"放假超过{_MOST_OFF}天，请检查起止日期。")
        for day in given["made_up"]:
            if day.weekday() < _SATURDAY:
                self.add_error("made_up", f"{day}不是周末，本来就上班，请检查。")
            elif day in given["off"]:
                self.add_error("made_up", f"{day}又放假又上班，请检查。")

    def work_year(self) -> WorkYear:
        """What was typed, not yet stored."""
        given = self.cleaned_data
        return WorkYear(
            year=given["year"],
            source=given["source"],
            off=[day.isoformat() for day in given["off"]],
            made_up=[day.isoformat() for day in given["made_up"]],
        )


def _days(text: str, year: int) -> Iterable[date]:
    for line in filter(None, map(str.strip, text.splitlines())):
        match = _SPAN.fullmatch(line)
        if match is None:
            raise ValidationError(
                f"“{line[:40]}”写法不对，请写成 {year}-05-01 或 {year}-05-01 至 {year}-05-05。"
            )
        first, last = _day(match[1]), _day(match[2] or match[1])
        if {first.year, last.year} != {year} or last < first:
            raise ValidationError(f"“{line[:40]}”不在{year}年内，或前后颠倒。")
        while first <= last:
            yield first
            first += timedelta(days=1)


def _day(text: str) -> date:
    try:
        return date(*map(int, text.split("-")))
    except ValueError as fault:
        raise ValidationError(f"没有{text}这一天。") from fault


def amounts_of(posted: Mapping[str, str], units: Iterable[Unit]) -> dict[str, str]:
    """The transfer payments typed beside each unit (``amount-<id>``), in 万元. Raises
    ValidationError (a Chinese sentence) for what is no amount."""
    amounts = {}
    for unit in units:
        text = posted.get(f"amount-{unit.pk}", "").strip().replace(",", "")
        if not text:
            continue
        try:
            value = Decimal(text)
        except InvalidOperation:
            value = Decimal("NaN")
        if (
            not value.is_finite()
            or not 0 <= value <= _MOST_AMOUNT
            or value != round(value, 2)
        ):
            raise ValidationError(
                f"{unit}的金额“{text[:20]}”不对，请填万元，最多两位小数。"
            )
        amounts[str(unit.pk)] = f"{value:.2f}"
    return amounts
