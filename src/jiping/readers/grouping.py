"""Which files of one folder are one unit's package.

Units send either one file with everything, or one file for each annex. Files are put
together only when their names say so; a folder of complete filings stays apart.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from jiping.model.patterns import compile_late

_SUFFIX = compile_late(r"\.[A-Za-z0-9]{1,5}$")
_NUMERAL = "0-9０-９一二三四五六七八九十"
_ANNEX = compile_late(rf"附\s*[件表]\s*([{_NUMERAL}])[{_NUMERAL}、,，\-—－~至 ]*")
_YEAR = compile_late(r"20[0-9]{2}")
_JOINTS = " \t\u3000-_－—\u2013.\uff0e、,，:：;；()（）[]【】《》~\uff5e+&"
_FORM_WORDS = compile_late(
    r"(20[0-9]{2}\s*年?度?)|年度|部门|单位|预算|整体|项目|支出|绩效|自评|评价|基础|数据"
    r"|情况|考核|评分|工作|专项|资金|报告|封面|正文|附件|附表|佐证|材料|表|的|和|及|各"
)
_ONE_EACH = frozenset("12一二１２")
_MIN_OWNER = 2
# More units than this need not be compared to know that they are several.
_ENOUGH = 200
_UNIT_ENDINGS = (
    *("局", "委", "办", "厅", "处", "室", "馆", "院", "所", "站", "队", "校", "园"),
    *(
        "中心",
        "委员会",
        "政府",
        "街道",
        "小学",
        "中学",
        "学校",
        "协会",
        "联合会",
        "总工会",
    ),
)


@dataclass(frozen=True, slots=True)
class _Name:
    """A file name taken apart.

    ``front`` are the words before the annex number, ``owner`` those left when the
    number and the words of the forms are taken out: as a rule the unit's name.
    """

    name: str
    stem: str
    number: str
    front: str
    owner: str
    year: str
    kind: str


def group(names: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Names of files that share a folder, as packages, in the order given.

    - Names with an annex number (附件1…, 附件一…, 附表2…) belong together when the same
      words stand in front of the number: ``某局附件1``, ``某局-附件2``. Where 附件1 or
      附件2 comes twice there are several units; then the rest of the name decides.
    - A name without number joins them when it begins with those same words or, where
      there are none, consists of words of the forms only (``自评报告``).
    - Names without numbers belong together when they name the same unit and year and
      different forms: ``某局整体支出自评表``, ``某局自评报告``.
    - Every other file is a package of its own.
    """
    taken = [_take_apart(name) for name in names]
    keys = _annex_keys(taken)
    keys |= _owner_keys([name for name in taken if name.name not in keys])
    packages: dict[str, list[str]] = {}
    for name in names:
        packages.setdefault(keys.get(name, f"file:{name}"), []).append(name)
    return tuple(tuple(package) for package in packages.values())


def several(names: Sequence[str]) -> bool:
    """Whether names of one folder tell of several units: two of them, when annex
    numbers and words of the forms are taken out, end as names of different units do."""
    owners = {_take_apart(name).owner for name in names}
    units = [one for one in owners if one.endswith(_UNIT_ENDINGS)][:_ENOUGH]
    apart = [
        one
        for one in units
        if len(one) > _MIN_OWNER
        and not any(one != unit and (one in unit or unit in one) for unit in units)
    ]
    return len(apart) > 1


def _take_apart(name: str) -> _Name:
    stem = _SUFFIX.sub("", name.replace("\\", "/").rpartition("/")[2])
    annex = _ANNEX.search(stem)
    rest = _ANNEX.sub("", stem)
    year = _YEAR.search(stem)
    return _Name(
        name=name,
        stem=stem,
        number=annex[1] if annex else "",
        front=stem[: annex.start()].strip(_JOINTS) if annex else "",
        owner=_FORM_WORDS.sub("", rest).strip(_JOINTS),
        year=year[0] if year else "",
        kind="".join(match[0] for match in _FORM_WORDS.finditer(rest)),
    )


def _annex_keys(taken: Sequence[_Name]) -> dict[str, str]:
    """Keys of the files that numbered annexes hold together."""
    fronts = Counter(name.front for name in taken if name.number)
    shared = {front for front, count in fronts.items() if count > 1}
    by_length = sorted(shared, key=len, reverse=True)
    bundles: dict[str, list[_Name]] = {}
    for name in taken:
        front = name.front if name.number else _front_of(name, by_length)
        if front is not None and front in shared:
            bundles.setdefault(front, []).append(name)
    keys: dict[str, str] = {}
    for front, bundle in bundles.items():
        keys |= _bundle_keys(front, bundle)
    return keys


def _front_of(name: _Name, by_length: Sequence[str]) -> str | None:
    """The words of a bundle that a name without number joins."""
    for front in by_length:
        if name.stem.startswith(front) if front else not name.owner:
            return front
    return None


def _bundle_keys(front: str, bundle: Sequence[_Name]) -> dict[str, str]:
    """One key for a bundle, or one for each unit when 附件1 or 附件2 comes twice."""
    counts = Counter(name.number for name in bundle if name.number in _ONE_EACH)
    if max(counts.values(), default=0) < 2:
        return {name.name: f"annexes:{front}" for name in bundle}
    units = sorted(
        {name.owner for name in bundle if name.number in _ONE_EACH and name.owner},
        key=len,
        reverse=True,
    )
    keys = {}
    for name in bundle:
        unit = next((unit for unit in units if unit in name.stem), None)
        if unit is not None:
            keys[name.name] = f"annexes:{front}:{unit}"
    return keys


def _owner_keys(taken: Sequence[_Name]) -> dict[str, str]:
    """Keys of files that name one unit and year, each with another form."""
    owners: dict[tuple[str, str], list[_Name]] = {}
    for name in taken:
        if len(name.owner) >= _MIN_OWNER and name.kind and not name.number:
            owners.setdefault((name.year, name.owner), []).append(name)
    return {
        name.name: f"owner:{year}:{owner}"
        for (year, owner), members in owners.items()
        if len({member.kind for member in members}) == len(members) > 1
        for name in members
    }


def owner(name: str) -> str:
    """What a file name says beside annex number and words of the forms: as a rule the
    unit's name, else whatever is left, or nothing."""
    return _take_apart(name).owner
