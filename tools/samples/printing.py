"""How one package's figures are written."""

from decimal import Decimal

from tools.samples.layouts import Layout
from tools.samples.model import Package, percent


class Printer:
    """How one package's figures are written: its layout and its money unit."""

    def __init__(self, package: Package, layout: Layout) -> None:
        self.package = package
        self.layout = layout

    def money(self, value: Decimal) -> str:
        """An amount; thousands are set apart in 元."""
        return self.layout.amount(value, commas=self.package.money_unit == "元")

    def table_money(self, value: Decimal) -> str:
        """An amount of a table, where a 0 is what the layout writes for none."""
        return self.money(value) if value else self.layout.zero

    def number(self, value: Decimal) -> str:
        """Points and counts: no trailing zeros."""
        return f"{value.normalize():f}"

    def rate(self, value: Decimal) -> str:
        """A percentage without trailing zeros."""
        return self.number(value) + "%"

    def ratio(self, part: Decimal, whole: Decimal) -> str:
        """``part`` of ``whole`` as a percentage; 0 where there is no whole."""
        return self.rate(percent(part, whole)) if whole else "0"
