"""A bureau's whole intake: every package read, its pieces told apart, all matched."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from jiping.intake.pieces import delivered
from jiping.intake.text import squash
from jiping.model import terms
from jiping.model.delivery import Collection, Delivery, Piece
from jiping.model.document import Document, Paragraph, Table
from jiping.model.filing import Filing, spends_on_projects
from jiping.pipeline.checking import Sources, packages_of
from jiping.pipeline.matching import matched
from jiping.pipeline.workers import in_processes
from jiping.readers import read_path
from jiping.rules.shared.narrative_attachments import promised

# Forms of which one unit has one a year: where two years have one, they are two filings.
_WHOLE = ("base", "overall", "report")
_HEADINGS = frozenset(
    ("单位", "单位名称", "预算单位", "预算单位名称", "部门", "部门名称", "部门单位名称")
)
_SEPARATORS = "，\t;；"
_LEAST = 2


def collect(
    paths: Sequence[str],
    *,
    expected: Sequence[str] | None = None,
    jobs: int = 1,
    stdin: BinaryIO | None = None,
) -> Collection:
    """Everything that the paths hold, matched to units, years and annexes.

    ``expected`` are the names of the units that have to send something. What cannot be
    read costs its own package alone, as in ``check_paths``.
    """
    results = in_processes(_deliveries, packages_of(paths, stdin), _given_up, jobs)
    deliveries = (delivery for found in results for delivery in found)
    return matched(deliveries, expected)


def read_units(path: Path) -> tuple[str, ...]:
    """The units of a list: the column headed 单位 of a table, or one name a line.

    Raises ValueError (a Chinese sentence) where the file cannot be read or names none.
    """
    document = read_path(path)
    for note in document.notes:
        if note.level == "error":
            raise ValueError(note.text)
    names = tuple(dict.fromkeys(filter(None, _names(document))))
    if not names:
        raise ValueError(
            f"“{path}”里没有单位名称，请一行写一个单位，或者在表中设“单位名称”一栏。"
        )
    return names


def _names(document: Document) -> Iterator[str]:
    lines: list[tuple[str, ...]] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            text = block.text
            for separator in _SEPARATORS:
                text = text.replace(separator, ",")
            lines.append(tuple(text.split(",")))
        elif isinstance(block, Table):
            lines += [tuple(cell.text for cell, _ in row) for row in block.by_row()]
    column = next(
        (at for line in lines for at, t in enumerate(line) if squash(t) in _HEADINGS),
        None,
    )
    for line in lines:
        if column is None:
            yield next((name for text in line if (name := _name(text))), "")
        elif column < len(line):
            yield _name(line[column])


def _name(text: str) -> str:
    """A unit's name without white space; empty for headings and numbers."""
    name = squash(text)
    wordy = any("\u4e00" <= char <= "\u9fff" for char in name)
    return name if wordy and len(name) >= _LEAST and name not in _HEADINGS else ""


def _given_up(sources: Sources, reason: str) -> tuple[Delivery, ...]:
    text = (
        f"“{sources[0].name}”没有读完：{reason}。其他文件不受影响；"
        "请另存为新的 .docx 再试，仍然不行的请把文件交给维护人员。"
    )
    return (_unread(sources, text),)


def _unread(sources: Sources, text: str) -> Delivery:
    files = tuple(source.name for source in sources)
    return Delivery(
        package=sources[0].package,
        unit="",
        year=None,
        pieces=(),
        files=files,
        unread=dict.fromkeys(files, text),
    )


def _deliveries(sources: Sources) -> tuple[Delivery, ...]:
    """What a package holds, by unit and year; never raises."""
    try:
        documents = tuple(source.document() for source in sources)
        unread = {
            document.name: note.text
            for document in documents
            for note in document.notes
            if note.level == "error"
        }
        return tuple(
            replace(delivery, unread=unread)
            for filing, pieces in delivered(documents)
            for delivery in _by_year(sources[0].package, filing, pieces)
        )
    except Exception as fault:
        reason = f"程序遇到没有料到的内容（{type(fault).__name__}）"
        return _given_up(sources, reason)


def _by_year(
    package: str, filing: Filing, pieces: tuple[Piece, ...]
) -> Iterator[Delivery]:
    """One delivery, or one for each year that has a whole form of its own."""
    kinds: dict[int | None, set[str]] = {}
    for piece in pieces:
        kinds.setdefault(piece.year, set()).add(piece.column)
    main = kinds.get(filing.year, set())
    others = [
        year
        for year, columns in kinds.items()
        if year not in (None, filing.year) and columns & main & set(_WHOLE)
    ]
    for year in (filing.year, *others):
        mine = year == filing.year
        yield Delivery(
            package=package,
            unit=squash(filing.unit),
            year=year,
            pieces=tuple(
                piece
                for piece in pieces
                if (piece.year == year if not mine else piece.year not in others)
            ),
            files=filing.files,
            needed=dict(_needed(filing)) if mine else {},
        )


def _needed(filing: Filing) -> Iterator[tuple[str, str]]:
    """The columns that must be there beside those of every filing, and why."""
    if spends_on_projects(filing):
        yield "project", "有项目支出"
    listed: Iterable[tuple[str, str] | None] = (
        map(promised, filing.report.attachments) if filing.report else ()
    )
    named = {found[1] for found in listed if found and found[0] == "funds"}
    for key in terms.FUNDS:
        if filing.overall is not None and filing.overall[key]["executed"].number:
            yield f"funds:{key}", "附件2有这笔支出"
        elif key in named:
            yield f"funds:{key}", "报告的附件清单列有此表"
