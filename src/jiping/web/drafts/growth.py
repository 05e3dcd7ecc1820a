"""Rows, projects and paragraphs that come and go: a shape becomes another shape.

All functions give a new shape and leave the one they are given as it is. They raise
ValueError (a Chinese sentence) for what the form does not let one do.
"""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from jiping.forms import forms
from jiping.forms.printing import layouts
from jiping.model.filing import Sheet
from jiping.model.values import Ref
from jiping.web.drafts.shape import LABEL, Json, sheet_shape
from jiping.writers.forms.blank import blank_sheet
from jiping.writers.forms.words import Wording

# Under which rows of 附件1 a unit may add lines of its own; a line without a number
# breaks them down, as intake reads it.
_BROKEN_DOWN = ("special_funds", "transfer")
_MOST_ROWS = 400
_MOST_PROJECTS = 200


def sheet_of(shape: Mapping[str, Any], form: str, key: str) -> Json:
    """The table of a shape. Raises ValueError where there is none."""
    for sheet in shape["sheets"]:
        if (sheet["form"], sheet["key"]) == (form, key):
            found: Json = sheet
            return found
    raise ValueError("没有这张表，可能已被删除，请刷新页面。")


def may_grow(row: Mapping[str, Any]) -> bool:
    """Whether a line of the same kind may be added under a row."""
    return (
        row["kind"] == "indicator"
        or bool(row.get("named"))
        or row["key"] in _BROKEN_DOWN
    )


def may_go(row: Mapping[str, Any]) -> bool:
    """Whether a row may be taken out: the unit's own lines and indicators."""
    return row["kind"] == "indicator" or bool(row.get("named"))


def row_added(shape: Json, after: Ref) -> tuple[Json, Ref, dict[Ref, str]]:
    """With a line of the same kind under the row ``after``: the shape, the address of
    its first cell, and what stands in the new line from the beginning."""
    new = deepcopy(shape)
    sheet = sheet_of(new, after.form, after.key)
    at = _at(sheet, after.row)
    above = sheet["rows"][at]
    if not may_grow(above):
        raise ValueError("这一行是表样固定的，下面不能加行。")
    if len(sheet["rows"]) >= _MOST_ROWS:
        raise ValueError(f"一张表最多{_MOST_ROWS}行。")
    key = _next(new, "r")
    own = above["kind"] != "indicator"
    row = {
        **deepcopy(above),
        "key": key,
        "label": "",
        "template": False,
        "named": own,
    }
    if above["key"] in _BROKEN_DOWN:
        row["parent"] = above["key"]
    sheet["rows"].insert(at + 1, row)
    first = LABEL if own else "level3"
    return new, Ref(after.form, after.key, key, first), {}


def indicator_added(
    shape: Json, form: str, key: str, level2: str
) -> tuple[Json, Ref, dict[Ref, str]]:
    """With an indicator of this level 2 (``output.quality``), behind the last of its
    kind; else as ``row_added``."""
    new = deepcopy(shape)
    sheet = sheet_of(new, form, key)
    rows = sheet["rows"]
    class_key, _, part = level2.partition(".")
    known = forms()[shape["layout"]].classes.get(class_key)
    any_row = next((row for row in rows if row["kind"] == "indicator"), None)
    if known is None or part not in known.level2 or any_row is None:
        raise ValueError("这张表没有这一类指标。")
    own = _next(new, "r")
    row = {
        **deepcopy(any_row),
        "key": own,
        "parent": level2,
        "label": "",
        "template": False,
    }
    rows.insert(_behind(rows, class_key, level2), row)
    if not any(r["kind"] == "class" and r["key"] == class_key for r in rows):
        heading = {**row, "key": class_key, "kind": "class", "label": known.name}
        at = rows.index(row)
        rows.insert(at, {**heading, "parent": "", "columns": ["weight"]})
    cells = {"level1": known.name, "level2": known.level2[part][0]}
    texts = {Ref(form, key, own, column): text for column, text in cells.items()}
    return new, Ref(form, key, own, "level3"), texts


def _behind(rows: list[Json], class_key: str, level2: str) -> int:
    """Where an indicator goes: after the last of its level 2, else of its class, else of
    all."""
    indicators = [
        (i, r["parent"]) for i, r in enumerate(rows) if r["kind"] == "indicator"
    ]
    for alike in (
        [i for i, parent in indicators if parent == level2],
        [i for i, parent in indicators if parent.partition(".")[0] == class_key],
        [i for i, _ in indicators],
    ):
        if alike:
            return alike[-1] + 1
    return len(rows)


def row_removed(shape: Json, ref: Ref) -> tuple[Json, str]:
    """Without a row, which is kept in ``gone``; and what it was called."""
    new = deepcopy(shape)
    sheet = sheet_of(new, ref.form, ref.key)
    at = _at(sheet, ref.row)
    row = sheet["rows"][at]
    if not may_go(row):
        raise ValueError("这一行是表样固定的，不能删除；没有内容的可以留空。")
    alike = [r for r in sheet["rows"] if r["kind"] == "indicator"]
    if row["kind"] == "indicator" and len(alike) == 1:
        raise ValueError("至少要留一个指标。")
    del sheet["rows"][at]
    kept = {"form": ref.form, "key": ref.key, "row": row, "at": at}
    new.setdefault("gone", []).append(kept)
    return new, row["label"] or row["key"]


def row_moved(shape: Json, ref: Ref, *, up: bool) -> tuple[Json, Ref]:
    """With a row of the unit's own, or an indicator, one place up or down among those of
    its kind under the same heading; and its address."""
    new = deepcopy(shape)
    rows = sheet_of(new, ref.form, ref.key)["rows"]
    at = _at({"rows": rows}, ref.row)
    if not may_go(rows[at]):
        raise ValueError("这一行是表样固定的，不能移动。")
    to = at - 1 if up else at + 1
    beside = rows[to] if 0 <= to < len(rows) else None
    if beside is None or not _alike(rows[at], beside):
        where = "最上面" if up else "最下面"
        raise ValueError(f"这一行已经在同类各行的{where}，不能再移。")
    rows[at], rows[to] = rows[to], rows[at]
    return new, Ref(ref.form, ref.key, ref.row, ref.column)


def _alike(row: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    same = all(row.get(name) == other.get(name) for name in ("kind", "parent"))
    return same and may_go(other)


def restored(shape: Json, form: str, key: str, row: str) -> tuple[Json, Ref]:
    """With a row, or a project (``row`` is empty), that had been taken out."""
    new = deepcopy(shape)
    for place, kept in enumerate(new.get("gone", ())):
        whole = "sheet" in kept and not row
        if (kept["form"], kept["key"]) != (form, key):
            continue
        if whole:
            new["sheets"].insert(min(kept["at"], len(new["sheets"])), kept["sheet"])
        elif "row" in kept and kept["row"]["key"] == row:
            rows = sheet_of(new, form, key)["rows"]
            rows.insert(min(kept["at"], len(rows)), kept["row"])
        else:
            continue
        del new["gone"][place]
        return new, Ref(form, key, row)
    raise ValueError("没有找到删除的内容，请刷新页面。")


def project_added(
    shape: Json, name: str, authority: str = ""
) -> tuple[Json, Ref, dict[Ref, str]]:
    """With a table 附件3 for a further project; else as ``row_added``."""
    if not name.strip():
        raise ValueError("请填写项目名称。")
    new = deepcopy(shape)
    at = [i for i, s in enumerate(new["sheets"]) if s["form"] == "project"]
    if len(at) >= _MOST_PROJECTS:
        raise ValueError(f"一份材料最多{_MOST_PROJECTS}个项目。")
    key = _next(new, "p")
    layout = layouts()[shape["layout"]]
    words = Wording(
        form=forms()[layout.form],
        layout=layout,
        subject=shape["unit"],
        year=shape["year"],
    )
    sheet = blank_sheet(words, "project", key, name.strip())
    shaped = sheet_shape(sheet)
    before = [
        i for i, s in enumerate(new["sheets"]) if s["form"] in ("base", "overall")
    ]
    new["sheets"].insert((at or before or [-1])[-1] + 1, shaped)
    texts = _texts(sheet)
    if authority:
        texts[Ref("project", key, "authority", "name")] = authority
    return new, Ref("project", key, "project", "name"), texts


def project_removed(shape: Json, key: str) -> tuple[Json, str]:
    """Without a project's table, which is kept in ``gone``; and its name."""
    new = deepcopy(shape)
    sheet = sheet_of(new, "project", key)
    at = new["sheets"].index(sheet)
    del new["sheets"][at]
    kept = {"form": "project", "key": key, "sheet": sheet, "at": at}
    new.setdefault("gone", []).append(kept)
    return new, sheet["name"]


def paragraph_added(shape: Json, after: Ref) -> tuple[Json, Ref]:
    """With a paragraph of the report under another, or first under a heading."""
    new = deepcopy(shape)
    lines, section = _lines_of(new, after)
    key = _next(new, "x")
    at = lines.index(after.row) + 1 if after.row in lines else 0
    lines.insert(at, key)
    _put_lines(new, section, lines)
    return new, Ref("report", section, key)


def paragraph_removed(shape: Json, ref: Ref) -> Json:
    """Without a paragraph of the report, which is kept in ``gone``."""
    new = deepcopy(shape)
    lines, section = _lines_of(new, ref)
    if ref.row not in lines:
        raise ValueError("没有这一段，可能已被删除，请刷新页面。")
    lines.remove(ref.row)
    _put_lines(new, section, lines)
    new.setdefault("gone", []).append(
        {"form": "report", "key": section, "line": ref.row}
    )
    return new


def _lines_of(shape: Json, ref: Ref) -> tuple[list[str], str]:
    report = shape.get("report") or {}
    if ref.key in ("cover", "attachments", "closing") and report:
        return [row for _, row in report[ref.key]], ref.key
    for section in report.get("sections", ()):
        if section["key"] == ref.key:
            return list(section["paragraphs"]), ref.key
    raise ValueError("报告没有这一部分，请刷新页面。")


def _put_lines(shape: Json, section: str, lines: list[str]) -> None:
    report = shape["report"]
    if section in ("cover", "attachments", "closing"):
        report[section] = [[section, line] for line in lines]
        return
    for each in report["sections"]:
        if each["key"] == section:
            each["paragraphs"] = lines


def _at(sheet: Json, row: str) -> int:
    for at, each in enumerate(sheet["rows"]):
        if each["key"] == row:
            return at
    raise ValueError("没有这一行，可能已被删除，请刷新页面。")


def _next(shape: Json, mark: str) -> str:
    """A key that was never used in this draft."""
    used = {sheet["key"] for sheet in shape["sheets"]}
    used |= {kept["key"] for kept in shape.get("gone", ())}
    while True:
        shape["serial"] = shape.get("serial", 0) + 1
        key = f"{mark}{shape['serial']}"
        if key not in used:
            return key


def _texts(sheet: Sheet) -> dict[Ref, str]:
    return {cell.ref: cell.raw for cell in sheet.entries() if cell.raw}
