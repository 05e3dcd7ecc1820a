"""What a page and a person call cells and tables: short addresses, and words."""

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from jiping.model.terms import FUNDS
from jiping.model.values import Ref
from jiping.web.drafts.shape import LABEL
from jiping.writers.forms.plan import Box, Grid, Page
from jiping.writers.records import ref_json, ref_parsed

REPORT = "report"
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyz0123456789_")
# Columns whose cell is named by its row alone.
_ALONE = ("name", "text", LABEL)
_ANNEXES = {
    "base": "附件1",
    "overall": "附件2",
    "project": "附件3",
    "report": "附件4",
    "rubric": "附件5",
}
_TITLES = {
    "base": "基础数据表",
    "overall": "整体支出自评表",
    "report": "自评报告",
    "rubric": "考核评分表",
}


def anchor(ref: Ref) -> str:
    """The id of a cell on its page: the same for the same address."""
    return "c" + sha256(str(ref).encode()).hexdigest()[:12]


def encoded(ref: Ref) -> str:
    """An address as a page sends it back."""
    return json.dumps(ref_json(ref), ensure_ascii=False, separators=(",", ":"))


def decoded(text: object) -> Ref:
    """The address that ``encoded`` wrote, or its list. Raises ValueError for anything
    else."""
    parts = json.loads(text) if isinstance(text, str) else text
    if not isinstance(parts, list) or not all(isinstance(p, str) for p in parts):
        raise ValueError(f"{text!r} is no address")
    return ref_parsed(parts)


def slug(form: str, key: str) -> str:
    """A table in an address: ``base``, ``project-p1``."""
    if not key or form == REPORT:
        return form
    short = key if set(key) <= _PLAIN else sha256(key.encode()).hexdigest()[:10]
    return f"{form}-{short}"


def slug_of(ref: Ref) -> str:
    """The page on which a cell stands."""
    return slug(ref.form, ref.key)


def tab_words(form: str, key: str, name: str) -> tuple[str, str]:
    """The annex and the title on a table's tab."""
    if form == "funds":
        return "附表", FUNDS.get(key, key).removesuffix("支出情况表")
    return _ANNEXES.get(form, form), name if form == "project" else _TITLES.get(
        form, ""
    )


def labels(page: Page) -> Mapping[Ref, str]:
    """Each cell of a table in words: ``三公经费·2023年预算数``."""
    found: dict[Ref, str] = {}
    for block in page.blocks:
        if isinstance(block, Grid):
            found |= dict(_named(block))
    return found


def _named(grid: Grid) -> Iterator[tuple[Ref, str]]:
    over: dict[tuple[int, int], Box] = {}
    for box in grid.boxes:
        for row in range(box.row, box.row + box.row_span):
            for column in range(box.column, box.column + box.column_span):
                over[row, column] = box
    lines = _lines(grid)
    for box in grid.boxes:
        if box.ref is None:
            continue
        if box.value is not None:
            before = box.text.rpartition(box.value)[0] if box.value else box.text
            yield box.ref, one_line(before.rstrip("：:（("))
            continue
        beside = lines.get(box.row) or _beside(box, over)
        head = "" if box.ref.column in _ALONE else _above(box, over)
        yield box.ref, "·".join(part for part in (beside, head) if part)


def _lines(grid: Grid) -> dict[int, str]:
    """What indicator rows are called: by level 3, else by their number in the table."""
    named: dict[int, str] = {}
    for box in grid.boxes:
        if box.ref is not None and box.ref.column == "level3":
            name = one_line(box.text)
            named[box.row] = f"指标“{name}”" if name else f"第{len(named) + 1}个指标"
    return named


def _beside(box: Box, over: Mapping[tuple[int, int], Box]) -> str:
    for column in range(box.column - 1, 0, -1):
        left = over.get((box.row, column))
        if left is not None and left.role in ("label", "side"):
            return one_line(left.text)
    return ""


def _above(box: Box, over: Mapping[tuple[int, int], Box]) -> str:
    for row in range(box.row - 1, 0, -1):
        upper = over.get((row, box.column))
        if upper is not None and upper.role == "head":
            return one_line(upper.text)
    return ""


def one_line(text: str) -> str:
    """A label without the breaks and spaces it is printed with."""
    return "".join(text.split()).rstrip("：:")


def report_words(shape: Mapping[str, Any], cells: Mapping[Ref, str]) -> dict[Ref, str]:
    """Each paragraph and heading of the report in words."""
    report = shape.get("report") or {}
    found: dict[Ref, str] = {}
    for part, word in (
        ("cover", "封面"),
        ("attachments", "附件清单"),
        ("closing", "落款"),
    ):
        for at, line in enumerate(report.get(part, ()), start=1):
            found[Ref(REPORT, *line)] = f"{word}第{at}行"
    for section in report.get("sections", ()):
        key = section["key"]
        heading = Ref(REPORT, key, "heading")
        name = one_line(cells.get(heading, "")) or section["number"]
        found[heading] = f"标题“{name}”"
        for at, line in enumerate(section["paragraphs"], start=1):
            found[Ref(REPORT, key, line)] = f"“{name}”第{at}段"
    return found
