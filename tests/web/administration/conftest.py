"""A workbook of units and people, as it would be filled in."""

import io
from collections.abc import Callable

import pytest
from openpyxl import load_workbook

from jiping.web.administration.importing.workbook import PEOPLE, UNITS, template

Filled = Callable[..., bytes]


@pytest.fixture
def workbook() -> Filled:
    """The template with rows added: ``workbook(units=[...], people=[...])``."""

    def filled(units: list[tuple] = (), people: list[tuple] = ()) -> bytes:
        book = load_workbook(io.BytesIO(template()))
        for name, rows in ((UNITS, units), (PEOPLE, people)):
            for number, row in enumerate(rows, start=2):
                for place, value in enumerate(row, start=1):
                    book[name].cell(number, place).value = value
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()

    return filled
