"""A filing, or nothing, written as the official forms."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from jiping.model.filing import Filing
from jiping.pipeline.carrying import carry
from jiping.pipeline.checking import read_paths
from jiping.pipeline.workers import GivenUp, in_process
from jiping.readers.dispatch import unopened
from jiping.rules.identities.derive import derived
from jiping.rules.identities.equations import equations
from jiping.writers import filing_json
from jiping.writers.forms import Plan, blank_plan, plan_of, render_and_note

_LARGEST = 64 * 1024**2
_NAMED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """The forms as a file; ``notes`` are one Chinese sentence each."""

    data: bytes
    notes: tuple[str, ...]


def fill(
    source: str,
    suffix: str,
    *,
    form: str = "",
    complete: bool = True,
    stdin: BinaryIO | None = None,
) -> Filled:
    """The filing of ``source`` as a file of this suffix.

    ``source`` is a file or folder of one unit, ``-`` for ``stdin``, or the ``.json`` that
    ``jiping read`` writes. ``form`` and ``complete`` as in ``plan_of``. Raises ValueError (a
    Chinese sentence) where it is not one filing, or form or suffix are not known.
    """
    filing = _filing(source, stdin)
    return _filled(_plan(filing, form, complete), suffix)


def fill_next_year(
    source: str, suffix: str, *, form: str = "", stdin: BinaryIO | None = None
) -> Filled:
    """What of last year's filing (``source``) this year's begins with, as a file of this
    suffix. Raises ValueError as ``fill`` does."""
    filing = carry(_filing(source, stdin))
    return _filled(_plan(filing, form, complete=False), suffix)


def fill_blank(form: str, suffix: str, year: int | None = None) -> Filled:
    """The blank form as a file. Raises ValueError as ``fill`` does."""
    return _filled(blank_plan(form, year, derived, equations), suffix)


def _plan(filing: Filing, form: str, complete: bool) -> Plan:
    return plan_of(
        filing, form, complete=complete, derived=derived, equations=equations
    )


def _filled(plan: Plan, suffix: str) -> Filled:
    data, notes = render_and_note(plan, suffix)
    return Filled(data=data, notes=(*plan.notes, *notes))


def _filing(source: str, stdin: BinaryIO | None) -> Filing:
    json_given = source.lower().endswith(".json")
    if not json_given:
        return _read(source, stdin)
    try:
        return in_process(_parsed, source)
    except GivenUp as lost:
        raise ValueError(
            f"“{source}”没有读完：{lost}，请用 jiping read 重新导出。"
        ) from lost


def _read(source: str, stdin: BinaryIO | None) -> Filing:
    outcomes = list(read_paths([source], jobs=1, stdin=stdin))
    found = [o.filing for o in outcomes if o.filing.sheets or o.filing.report]
    if not found:
        said = [n.text for o in outcomes for n in o.notes if n.level == "error"]
        raise ValueError(said[0] if said else f"“{source}”里没有绩效自评材料。")
    return _only(found, source)


def _parsed(source: str) -> Filing:
    path = Path(source)
    try:
        if path.stat().st_size > _LARGEST:
            raise ValueError(f"“{source}”过大，不像是 jiping read 导出的申报数据。")
        # Whatever sent it through a shell of Windows may have changed the encoding;
        # of the bytes, json tells which one it is.
        data: Any = json.loads(path.read_bytes())
    except OSError as fault:
        raise ValueError(unopened(source, fault)) from fault
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as fault:
        raise ValueError(f"“{source}”不是完整的 JSON 文件，请重新导出。") from fault
    return _only([filing_json.parse(each) for each in _filings(data)], source)


def _filings(data: Any) -> list[Any]:
    """The filings of a run of ``jiping read``; what is no run is taken for one."""
    if not isinstance(data, Mapping) or "packages" not in data:
        return [data]
    packages = data["packages"]
    whole = isinstance(packages, list) and all(
        isinstance(package, Mapping) and "filing" in package for package in packages
    )
    if not whole:
        raise ValueError(filing_json.NOT_OURS)
    return [package["filing"] for package in packages]


def _only(filings: list[Filing], source: str) -> Filing:
    if len(filings) != 1:
        units = units_of(filings)
        raise ValueError(
            f"“{source}”里有{len(filings)}份自评材料（{units}），一次只写一份，请分开。"
        )
    return filings[0]


def units_of(filings: Iterable[Filing]) -> str:
    """Whose filings these are, each unit once; of many the first."""
    units = list(dict.fromkeys(f.unit or "（没有单位名称）" for f in filings))
    return "、".join(units[:_NAMED]) + ("等" if len(units) > _NAMED else "")
