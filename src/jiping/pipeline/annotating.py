"""A filer's own files back with the findings at the cells."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from importlib import import_module
from pathlib import Path

from jiping.model.filing import Filing
from jiping.model.finding import Outcome
from jiping.pipeline.checking import Sources, check_package, packages_of
from jiping.pipeline.workers import GivenUp, in_process, in_processes
from jiping.readers import Source, formats, open_inputs
from jiping.readers.dispatch import load
from jiping.readers.docx.locate import locate
from jiping.readers.notes import Unreadable
from jiping.rules import EVERYTHING, Selection, cards
from jiping.rules.identities.derive import mended
from jiping.writers.annotate_docx import Change, annotate
from jiping.writers.mending import Remark, remarks

# Loaded when a workbook comes: its library takes longer to load than a filing to read.
_WORKBOOKS = "jiping.writers.annotate_xlsx"
_MACROS = (".xlsm", ".xltm")
_INNER = "!"


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A file with its findings. ``written`` counts the remarks, ``changed`` the cells
    whose text was replaced as a revision, ``left`` those where that could not be done.
    """

    data: bytes
    outcomes: tuple[Outcome, ...]
    written: int
    changed: int = 0
    left: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedFile:
    """One file of a package: ``name`` as read, ``data`` with the remarks, or as it was
    where none could be written (None where it cannot even be copied).

    ``written``, ``changed`` and ``left`` as in ``Marked``; ``note`` is a Chinese
    sentence where something was not done.
    """

    name: str
    data: bytes | None
    written: int = 0
    changed: int = 0
    left: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Task:
    """What is wanted of a package. ``fix`` and ``date`` as in ``mark``."""

    selection: Selection
    fix: bool
    date: str


def is_package(path: str) -> bool:
    """Whether a path is a folder or an archive, whose files are annotated together."""
    first = next(open_inputs((path,)), None)
    return first is None or first.name != path


def mark(
    path: Path,
    *,
    selection: Selection = EVERYTHING,
    fix: bool = False,
    date: str = "",
) -> Marked:
    """The file with a comment (a note in a workbook) at every finding.

    ``fix`` writes what follows from other cells of a table as revisions, in Word files
    only. ``date`` (``2024-07-05T00:00:00Z``) dates comments and revisions. The work is
    done in a process that can be ended. Raises Unreadable, with a sentence, for what
    cannot be read or written in.
    """
    task = _Task(selection=selection, fix=fix, date=date)
    try:
        marked = in_process(partial(_mark, task=task), path, (Unreadable,))
    except GivenUp as lost:
        raise Unreadable(_unfinished(str(path), str(lost))) from lost
    outcomes = tuple(replace(each, cards=cards()) for each in marked.outcomes)
    return replace(marked, outcomes=outcomes)


def mark_package(
    path: str,
    *,
    selection: Selection = EVERYTHING,
    fix: bool = False,
    date: str = "",
) -> Iterator[MarkedFile]:
    """Every file of a folder or archive, those of one package checked together.

    Word files and workbooks have the remarks that stand in them, all others are as they
    were. What cannot be finished costs its own package alone. ``fix`` and ``date`` as
    in ``mark``; in workbooks there are only remarks.
    """
    task = _Task(selection=selection, fix=fix, date=date)
    work = partial(_mark_sources, task=task)
    for files in in_processes(work, packages_of((path,)), _given_up, 1):
        yield from files


def mark_sources(
    sources: Sources, *, selection: Selection = EVERYTHING, date: str = ""
) -> tuple[tuple[Outcome, ...], tuple[MarkedFile, ...]]:
    """What is found in the files of one package, and each of them with the remarks.

    The outcomes have their documents. Done in this process: to be called in one that
    can be ended. Never raises for what the files hold.
    """
    task = _Task(selection=selection, fix=False, date=date)
    outcomes = tuple(
        replace(outcome, cards=cards())
        for outcome in check_package(sources, selection, with_documents=True)
    )
    return outcomes, tuple(_marked_file(one, outcomes, task) for one in sources)


def within(name: str, path: str) -> str:
    """The name of a file below the folder or archive that it came from, with ``/``."""
    below = name.removeprefix(path).replace(_INNER, "/").replace("\\", "/")
    return below.strip("/")


def _unfinished(name: str, reason: str) -> str:
    return f"“{name}”没有加完批注：{reason}，请另存为新的 .docx 再试。"


def _given_up(sources: Sources, reason: str) -> tuple[MarkedFile, ...]:
    """Files as they were, where their package could not be finished."""
    return tuple(
        MarkedFile(
            name=source.name,
            data=_bytes(source),
            note=_unfinished(source.name, reason),
        )
        for source in sources
    )


def _bytes(source: Source) -> bytes | None:
    if source.data is not None or source.problem:
        return source.data
    try:
        return load(source.path or Path(source.name), source.name)
    except Unreadable:
        return None


def _mark_sources(sources: Sources, task: _Task) -> tuple[MarkedFile, ...]:
    try:
        held = tuple(
            source if source.problem else replace(source, data=_bytes(source))
            for source in sources
        )
        outcomes = _checked(held, task.selection)
        return tuple(_marked_file(source, outcomes, task) for source in held)
    except Exception as fault:
        reason = f"程序遇到没有料到的内容（{type(fault).__name__}）"
        return _given_up(sources, reason)


def _marked_file(
    source: Source, outcomes: Sequence[Outcome], task: _Task
) -> MarkedFile:
    """One file of a package with what was found in it."""
    name, data = source.name, source.data
    broken = [
        note.text
        for outcome in outcomes
        for note in outcome.notes
        if note.level == "error" and note.place.file == name
    ]
    said = [each for each in _said(outcomes) if each.place.file == name]
    if data is None or broken:
        return MarkedFile(name=name, data=data, note=broken[0] if broken else "")
    if not said:
        return MarkedFile(name=name, data=data)
    try:
        written, changed, left = _written(data, name, said, outcomes, task)
    except Unreadable as refusal:
        lost = f"其中有{len(said)}个问题没有批注，请看 jiping check 的结果。"
        return MarkedFile(name=name, data=data, note=f"{refusal.sentence}{lost}")
    return MarkedFile(
        name=name, data=written, written=len(said), changed=changed, left=left
    )


def _mark(path: Path, task: _Task) -> Marked:
    name = str(path)
    data = load(path, name)
    if _is_workbook(data, name) and task.fix:
        raise Unreadable(
            f"“{name}”是 Excel 工作簿，没有修订功能，不能用 --fix，请只加批注。", "xlsx"
        )
    source = Source(name=name, package=name, data=data)
    outcomes = _checked((source,), task.selection)
    _refuse_unread(outcomes)
    said = list(_said(outcomes))
    written, changed, left = _written(data, name, said, outcomes, task)
    return Marked(
        data=written,
        # The rules are known on the other side, and the documents not asked for.
        outcomes=tuple(replace(each, cards={}, documents=()) for each in outcomes),
        written=len(said),
        changed=changed,
        left=left,
    )


def _checked(sources: Sources, selection: Selection) -> tuple[Outcome, ...]:
    outcomes = check_package(sources, selection)
    return tuple(replace(outcome, cards=cards()) for outcome in outcomes)


def _said(outcomes: Iterable[Outcome]) -> Iterator[Remark]:
    for outcome in outcomes:
        yield from remarks(outcome)


def _written(
    data: bytes,
    name: str,
    said: Sequence[Remark],
    outcomes: Sequence[Outcome],
    task: _Task,
) -> tuple[bytes, int, int]:
    """The file with the remarks, how many cells were changed, how many not."""
    if _is_workbook(data, name):
        return _workbook(data, name, said), 0, 0
    changes = [
        change
        for outcome in outcomes
        if task.fix
        for change in _changes(outcome.filing)
        if change.place.file == name
    ]
    try:
        done = annotate(data, locate(data, name), said, changes, task.date)
    except ValueError as fault:
        raise _unwritable(name, "docx") from fault
    return done.data, len(done.changed), len(changes) - len(done.changed)


def _is_workbook(data: bytes, name: str) -> bool:
    """False for a Word package; raises Unreadable for whatever is neither."""
    if not formats.is_zip(data):
        raise Unreadable(
            f"“{name}”不是 .docx 或 .xlsx 文件，不能加批注，"
            "请用 Word 或 Excel 打开后另存为 .docx 或 .xlsx。"
        )
    return formats.is_workbook(data)


def _refuse_unread(outcomes: Sequence[Outcome]) -> None:
    """Raises Unreadable with what the reader or intake said, where nothing was read."""
    for outcome in outcomes:
        for note in outcome.notes:
            if note.level == "error":
                raise Unreadable(note.text)


def _workbook(data: bytes, name: str, said: Sequence[Remark]) -> bytes:
    write: Callable[..., bytes] = import_module(_WORKBOOKS).annotate
    try:
        return write(data, said, macros=formats.suffix(name) in _MACROS)
    except ValueError as fault:
        raise _unwritable(name, "xlsx") from fault


def _unwritable(name: str, format_: str) -> Unreadable:
    return Unreadable(
        f"“{name}”可以读，但不能在里面加批注（内部结构与 Word、Excel 所写的不同），"
        "请用 Word 或 Excel 打开后另存再试。",
        format_,
    )


def _changes(filing: Filing) -> Iterator[Change]:
    """What follows from other cells, where it stands in a cell of its own."""
    for ref, text in mended(filing).items():
        sheet, place = filing.sheet(ref.form, ref.key), filing.places.get(ref)
        if sheet is not None and place is not None:
            yield Change(place, sheet[ref.row][ref.column].raw, text)
