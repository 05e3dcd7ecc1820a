"""A bureau's intake as a workbook: 报送情况, 问题, 文件归属, 未归入."""

from typing import IO, Any

from openpyxl import Workbook

from jiping.model.delivery import Collection
from jiping.writers.collection_words import (
    HEADINGS,
    SILENT,
    cells,
    piece_row,
    sentences,
    verdict,
)
from jiping.writers.pages import RED, YELLOW, Pages, save

_UNIT = ("单位", 28), ("年度", 8)
STATE_COLUMNS = (*_UNIT, *((heading, 12) for heading in HEADINGS), ("结果", 9))
FAULT_COLUMNS = (*_UNIT, ("问题", 100))
PIECE_COLUMNS = (*_UNIT, ("表", 30), ("名称", 34), ("文件", 50), ("位置", 18))
STRAY_COLUMNS = (("文件", 60), ("原因", 80), ("读不出", 9))


def write(collection: Collection, stream: IO[Any]) -> None:
    """A workbook of four lists to filter."""
    book = Workbook(write_only=True)
    states = Pages(book, "报送情况", STATE_COLUMNS)
    faults = Pages(book, "问题", FAULT_COLUMNS)
    pieces = Pages(book, "文件归属", PIECE_COLUMNS)
    strays = Pages(book, "未归入", STRAY_COLUMNS)
    for standing in collection.standings:
        head = [standing.unit, standing.year]
        wrong = RED if standing.missing else YELLOW
        fill = None if verdict(standing) == "齐全" else wrong
        states.append([*head, *cells(standing), verdict(standing)], fill)
        for sentence in sentences(standing):
            faults.append([*head, sentence])
        for found in standing.pieces.values():
            for piece in found:
                pieces.append(piece_row(standing, piece))
    for unit in collection.silent:
        states.append([unit, None, *[""] * len(HEADINGS), SILENT], RED)
        faults.append([unit, None, "没有报送。"])
    for each in collection.mixed:
        named = "、".join(each.units)
        faults.append(["", None, f"“{each.name}”里有几个单位的资料：{named}，请分开。"])
    for stray in collection.strays:
        strays.append([stray.file, stray.reason, "是" if stray.unread else ""])
    for each_list in (states, faults, pieces, strays):
        each_list.close()
    save(book, stream)
