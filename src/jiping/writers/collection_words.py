"""The matching table of a bureau's intake in words, for every format the same."""

from collections.abc import Iterator, Sequence

from jiping.model import terms
from jiping.model.delivery import COLUMNS, Collection, Double, Piece, Standing
from jiping.writers.words import place_words, plain

# Headings of the table, in the order of ``COLUMNS``.
HEADINGS = ("附件1", "附件2", "附件3", "附件4", "附件5", "基金", "国资", "社保")
SILENT = "未报送"
_FUNDS = "funds:"


def column_name(column: str) -> str:
    """``附件2 整体支出绩效自评表``, ``政府性基金预算支出情况表``."""
    if column.startswith(_FUNDS):
        return terms.FUNDS[column.removeprefix(_FUNDS)]
    return terms.FORMS[column]


def year_words(standing: Standing) -> str:
    """``2023``, or that the year is not known."""
    return "不明" if standing.year is None else str(standing.year)


def cell(standing: Standing, column: str) -> str:
    """``有``, ``缺``, ``重2`` (there twice), ``3张`` (project tables), ``－`` (none, and
    none is due)."""
    found = standing.pieces.get(column, ())
    if column in standing.missing:
        return "缺"
    if not found:
        return "－"
    copies = sum(len(d.places) - 1 for d in standing.doubles if d.column == column)
    if column == "project":
        own = f"{len(found) - copies}张"
        return f"{own}，重{copies}" if copies else own
    return f"重{len(found)}" if copies else "有"


def cells(standing: Standing) -> list[str]:
    """The cells of a row in the order of ``HEADINGS``."""
    return [cell(standing, column) for column in COLUMNS]


def verdict(standing: Standing) -> str:
    """One word for the row."""
    if standing.missing:
        return "不齐"
    if standing.doubles:
        return "重复"
    return "请核对" if standing.remarks or standing.listed is False else "齐全"


def sentences(standing: Standing) -> Iterator[str]:
    """What is missing, double or doubtful, a Chinese sentence each."""
    for column, reason in standing.missing.items():
        yield f"缺{column_name(column)}（{reason}）。"
    within = [d for d in standing.doubles if len(d.places) == len(standing.sets)]
    if standing.sets:
        yield _sets_words(standing, within)
    for double in standing.doubles:
        if double not in within:
            yield double_words(double)
    for remark in standing.remarks:
        yield plain(remark)
    if standing.listed is False:
        yield "不在应报送单位名单中，请核对单位名称。"


def _sets_words(standing: Standing, doubles: Sequence[Double]) -> str:
    """One sentence on a filing that was sent several times, with what differs."""
    names = "、".join(map(plain, standing.sets))
    other = "、".join(_double_name(double) for double in doubles if not double.alike)
    compared = f"内容不同的有：{other}" if other else "两处都有的表内容相同"
    return (
        f"同一单位报送了{len(standing.sets)}套（{names}），{compared}；"
        "本程序不判断哪一套为准，请与单位核实后留一套。"
    )


def _double_name(double: Double) -> str:
    name = column_name(double.column)
    return f"{name}“{plain(double.name)}”" if double.name else name


def double_words(double: Double) -> str:
    """One sentence on a table that is there several times."""
    name = _double_name(double)
    where = "、".join(dict.fromkeys(place_words(p, file=True) for p in double.places))
    same = "内容相同，请留一份" if double.alike else "内容不同，请单位确认以哪一份为准"
    return f"{name}有{len(double.places)}份（{where}），{same}。"


def piece_row(standing: Standing, piece: Piece) -> list[str]:
    """Unit, year, table, name and file of a piece."""
    name = column_name(piece.column) if piece.column else "项目自评报告"
    return [
        standing.unit,
        year_words(standing),
        name,
        plain(piece.name),
        plain(piece.place.file),
        place_words(piece.place),
    ]


def summary(collection: Collection) -> str:
    """The last line: how many units, how many complete, what is left."""
    done = sum(each.complete for each in collection.standings)
    said = [f"{collection.files} 个文件", f"{len(collection.standings)} 份资料"]
    if collection.expected is not None:
        sent = collection.expected - len(collection.silent)
        said.append(f"应报送 {collection.expected} 个单位，已报送 {sent} 个")
    said.append(f"齐全 {done} 份，有问题 {len(collection.standings) - done} 份")
    unread = sum(stray.unread for stray in collection.strays)
    said.append(f"未归入 {len(collection.strays) - unread} 个文件，读不出 {unread} 个")
    return "；".join(said) + "。"
