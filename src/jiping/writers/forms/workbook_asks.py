"""What a cell lets in, and what it says when one comes to it (data validation)."""

from collections.abc import Sequence
from dataclasses import dataclass

from jiping.model.terms import MAY_FALL
from jiping.writers.forms.word_parts import escaped
from jiping.writers.forms.workbook_formulas import Spot, Spots

# Marks for what does not apply; the forms use all of them.
_ABSENT = ("/", "—", "——", "-", "无", "不适用", "不涉及", "…", "……")
# How many cells one entry lists.
_MOST_CELLS = 400
_TITLE = "填写说明"
_REFUSED = "请改正"
_NAMES = {"人": "人数", "分": "分值", "%": "百分比", "㎡": "面积"}
_OF_COLUMN = {
    "target": "写明数和计量单位，如 ≥95%、130次、12月底前。",
    "actual": "按年度指标值的口径和计量单位，写实际完成的数。",
    "level3": "写三级指标的名称，一行一个。",
    "deviation_note": "得分低于分值、或完成值与指标值相差较大的，写明原因和改进措施；没有偏差的写“无”。",
    "name": "写全称，与预算批复和公章一致。",
}


@dataclass(frozen=True, slots=True)
class Ask:
    """A test (a formula over the cell at hand, ``{}``; empty for none), what to say on
    coming to the cell, and what on refusing."""

    test: str
    prompt: str
    refusal: str = ""


def validations(spots: Sequence[Spot], everywhere: Spots) -> str:
    """The element of a worksheet for these cells; empty where they ask nothing."""
    groups: dict[tuple[Ask, int, int], list[Spot]] = {}
    for spot in spots:
        weight = _weight(spot, everywhere)
        ask = _ask(spot, weight)
        if ask is not None:
            # A test may look at a second cell: cells that have it in the same
            # direction share one entry.
            down = weight.row - spot.row if weight else 0
            right = weight.column - spot.column if weight else 0
            groups.setdefault((ask, down, right), []).append(spot)
    if not groups:
        return ""
    entries = [
        _entry(ask, group[start : start + _MOST_CELLS], everywhere)
        for (ask, _, _), group in groups.items()
        for start in range(0, len(group), _MOST_CELLS)
    ]
    listed = "".join(entries)
    return f'<dataValidations count="{len(entries)}">{listed}</dataValidations>'


def _weight(spot: Spot, everywhere: Spots) -> Spot | None:
    ref = spot.box.ref
    if ref is None or ref.column != "score":
        return None
    for column in ("weight", "points"):
        found = everywhere.get(type(ref)(ref.form, ref.key, ref.row, column))
        if found is not None and found.box.role == "value":
            return found
    return None


def _ask(spot: Spot, weight: Spot | None) -> Ask | None:
    box, ref = spot.box, spot.box.ref
    if ref is None:
        return None
    if box.kind == "money":
        return _amount(spot)
    if box.kind == "人":
        return Ask(
            _or_absent("AND(ISNUMBER({0}),{0}>=0,{0}=INT({0}))"),
            "人数，填不小于0的整数。",
            "人数应是不小于0的整数。",
        )
    if box.kind == "分" and ref.column == "score":
        return _score(weight)
    if box.kind in _NAMES:
        name = _NAMES[box.kind]
        unit = f"（{box.kind}）" if box.kind == "㎡" else ""
        return Ask(
            _or_absent("AND(ISNUMBER({0}),{0}>=0)"),
            f"{name}{unit}，填不小于0的数；没有此项的填“/”。",
            f"{name}应是不小于0的数；没有此项的填“/”。",
        )
    words = _OF_COLUMN.get(ref.column)
    return Ask("", words) if words else None


def _amount(spot: Spot) -> Ask:
    box, ref = spot.box, spot.box.ref
    assert ref is not None
    unit = f"金额，单位：{box.unit}。只填数字"
    if box.value is not None:
        unit += "，栏目名称会自动显示"
    if MAY_FALL & {ref.row, ref.column}:
        test, said = "ISNUMBER({0})", "金额应是数"
    else:
        test, said = "AND(ISNUMBER({0}),{0}>=0)", "金额应是不小于0的数"
    return Ask(
        _or_absent(test),
        f"{unit}；没有发生的填0，没有此项的填“/”。",
        f"{said}，单位：{box.unit}，不写单位和其他文字；没有此项的填“/”。",
    )


def _score(weight: Spot | None) -> Ask:
    if weight is None:
        return Ask(
            _or_absent("AND(ISNUMBER({0}),{0}>=0)"),
            "得分，填不小于0的数。",
            "得分应是不小于0的数。",
        )
    return Ask(
        _or_absent("AND(ISNUMBER({0}),{0}>=0,OR(N({1})=0,{0}<=N({1})))"),
        "得分，不小于0，不大于本行的分值。",
        "得分应是数，不小于0，不大于本行的分值。",
    )


def _or_absent(test: str) -> str:
    marks = ",".join(f'{{0}}="{mark}"' for mark in _ABSENT)
    return f"OR({test},{marks})"


def _entry(ask: Ask, spots: Sequence[Spot], everywhere: Spots) -> str:
    first = spots[0]
    weight = _weight(first, everywhere)
    cells = " ".join(spot.cell for spot in spots)
    said = f'showInputMessage="1" promptTitle="{_TITLE}" prompt="{escaped(ask.prompt)}"'
    if not ask.test:
        return f'<dataValidation allowBlank="1" {said} sqref="{cells}"/>'
    test = ask.test.format(first.cell, weight.cell if weight else "")
    return (
        f'<dataValidation type="custom" allowBlank="1" {said} showErrorMessage="1" '
        f'errorTitle="{_REFUSED}" error="{escaped(ask.refusal)}" sqref="{cells}">'
        f"<formula1>{escaped(test)}</formula1></dataValidation>"
    )
