"""What a workbook says about its cells besides their values."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Position = tuple[int, int]

GENERAL = "General"
# Formats that the file does not spell out, by number; Chinese Excel's where they differ.
BUILT_IN: Mapping[int, str] = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: "#,##0",
    6: "#,##0",
    7: "#,##0.00",
    8: "#,##0.00",
    9: "0%",
    10: "0.00%",
    14: "yyyy-mm-dd",
    15: "yyyy-mm-dd",
    16: "yyyy-mm-dd",
    17: "yyyy-mm",
    18: "h:mm",
    19: "h:mm:ss",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy-mm-dd h:mm",
    27: "yyyy年m月",
    28: "m月d日",
    29: "m月d日",
    30: "m-d-yy",
    31: "yyyy年m月d日",
    32: "h时mm分",
    33: "h时mm分ss秒",
    37: "#,##0",
    38: "#,##0",
    39: "#,##0.00",
    40: "#,##0.00",
    41: "#,##0",
    42: "#,##0",
    43: "#,##0.00",
    44: "#,##0.00",
    50: "yyyy年m月",
    51: "m月d日",
    52: "yyyy年m月",
    53: "m月d日",
    54: "m月d日",
    57: "yyyy年m月",
    58: "m月d日",
}


@dataclass(slots=True)
class Looks:
    """One worksheet; positions are 0-based (row, column).

    ``formats`` holds the number format of cells that have another than ``GENERAL``,
    ``errors`` the error values as printed. ``hidden`` counts rows and columns, and
    ``uncomputed`` formulas stored without their result. ``rows`` and ``columns`` reach
    to the last cell that holds anything.
    """

    formats: dict[Position, str] = field(default_factory=dict)
    errors: dict[Position, str] = field(default_factory=dict)
    hidden_rows: int = 0
    hidden_columns: int = 0
    uncomputed: int = 0
    rows: int = 0
    columns: int = 0

    def reach(self, position: Position) -> None:
        """Takes note of a cell that holds something."""
        self.rows = max(self.rows, position[0] + 1)
        self.columns = max(self.columns, position[1] + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """What is known of a workbook before its values are read.

    ``data`` is what to read them from, and ``sheets`` their looks in the workbook's
    order. ``linked``, ``macros`` and ``embedded`` tell that there are links to other
    files, macros, and objects of other programs.
    """

    data: bytes
    sheets: tuple[Looks, ...]
    linked: bool = False
    macros: bool = False
    embedded: bool = False
