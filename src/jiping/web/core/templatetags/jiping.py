"""What templates may ask."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import template
from django.utils.timezone import localdate

from jiping.web.core.policy import WHOLE, decide

register = template.Library()


@register.simple_tag(takes_context=True)
def may(context: dict[str, Any], verb: str, subject: Any = WHOLE) -> bool:
    """Whether the person may: ``{% may "draft.edit" draft as editable %}``."""
    return bool(decide(context["request"].user, verb, subject))


@register.simple_tag(takes_context=True)
def why_not(context: dict[str, Any], verb: str, subject: Any = WHOLE) -> str:
    """Why the person may not, or nothing."""
    return decide(context["request"].user, verb, subject).reason


@register.filter
def days(due: date | None) -> str:
    """How far a date is: 今天截止, 还有3天, 已逾期2天."""
    if due is None:
        return ""
    left = (due - localdate()).days
    if left == 0:
        return "今天截止"
    return f"还有{left}天" if left > 0 else f"已逾期{-left}天"


@register.filter
def ahead(day: date | None) -> str:
    """How far a date is that nobody is late for: 今天, 还有3天, 已过2天."""
    return days(day).replace("今天截止", "今天").replace("已逾期", "已过")


@register.filter
def plain(value: Decimal | None) -> str:
    """A number without trailing zeros."""
    # What is missing reaches a filter as an empty text.
    return f"{value.normalize():f}" if isinstance(value, Decimal) else ""
