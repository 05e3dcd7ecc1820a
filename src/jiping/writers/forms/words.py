"""The texts of a layout with year, unit and subject filled in."""

from dataclasses import dataclass

from jiping.model.form import Form
from jiping.model.layout import Layout


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What a package is about, for filling the texts of its layout."""

    form: Form
    layout: Layout
    subject: str
    year: int | None
    unit: str = "万元"
    own_labels: bool = True

    def fill(self, text: str, **further: str) -> str:
        """``text`` with its ``{…}`` filled in."""
        if "{" not in text:
            return text
        return text.format(
            year=self._year(0),
            prior=self._year(-1),
            following=self._year(1),
            subject=self.subject,
            unit=self.unit,
            **further,
        )

    def _year(self, offset: int) -> str:
        return self.layout.no_year if self.year is None else str(self.year + offset)
