"""Percentages: whether an indicator's name says of what they are a share."""

from decimal import Decimal

from jiping.intake.text import squash
from jiping.rules.shared.indicators import Indicator
from jiping.rules.shared.indicators_words import words

# A rise of nine tenths is no promise that anybody makes; so much is a degree.
_GROWTH_BELOW = Decimal(90)
# 健康素养水平≥26% is measured by a survey; a 服务水平 of 100% is a wish.
_LEVEL = "水平"
_WHOLE = Decimal(100)


def is_rate(indicator: Indicator) -> bool:
    """Whether name or target names a rate, a ratio or a degree."""
    return bool(words("rate").search(_said(indicator)))


def names_no_rate(indicator: Indicator) -> bool:
    """Whether a percentage is the target of something that has none: no rate, nothing
    done piece by piece, no growth, but a benefit or a state of things."""
    measure = indicator.target
    if measure.kind != "percent" or measure.number is None or not indicator.name:
        return False
    said = _said(indicator)
    if indicator.level1 == "satisfaction" or is_rate(indicator):
        return False
    surveyed = indicator.name.endswith(_LEVEL) and measure.number < _WHOLE
    if surveyed or words("done").search(said):
        return False
    if measure.number < _GROWTH_BELOW and words("change").search(said):
        return False
    return indicator.level1 == "benefit" or bool(words("state").search(indicator.name))


def _said(indicator: Indicator) -> str:
    return indicator.name + squash(indicator["target"].text)
