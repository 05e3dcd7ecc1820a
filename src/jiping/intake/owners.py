"""One unit or several: whose each sheet and report of a package is."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from jiping.forms import VOCABULARY, forms
from jiping.intake.assemble import Read
from jiping.intake.labels import joined
from jiping.intake.lexis import ORGANISATIONS
from jiping.intake.narrative import Narrative
from jiping.intake.text import absence, squash
from jiping.model.document import Note
from jiping.model.filing import Sheet
from jiping.model.patterns import compile_late

_UNIT_IN_TITLE = compile_late(
    r"(?:关于)?(?:(?:19|20)\d\d年?度?)?(?P<unit>.{2,40}?)(?:(?:19|20)\d\d年?度?)?"
    r"(?:部门单位|部门|预算单位|单位)?(?:整体支出|整体|项目支出|预算|财政支出)?(?:预算)?(?:支出)?绩效.*"
)


_ORGANISATION = compile_late(rf"[^\d:,。、;()]{{2,28}}(?:{ORGANISATIONS.pattern})")
# Lines of a cover or an opening.
_COVER = 8


@dataclass(slots=True, kw_only=True)
class Package:
    """What one unit's documents hold."""

    reads: list[Read] = field(default_factory=list)
    reports: list[Narrative] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def unit_of(sheet: Sheet) -> str:
    """The unit that a sheet names for the package, ``""`` where it names none."""
    if sheet.form not in ("base", "overall", "funds"):
        return ""
    entry = sheet["unit"]["name"]
    return entry.raw.strip() if entry.text and absence(entry.raw) is None else ""


def unit_in_title(title: str) -> str:
    match = _UNIT_IN_TITLE.fullmatch(squash(title))
    unit = match["unit"] if match else ""
    return "" if unit in forms()[VOCABULARY].words["no_units"] else unit


def unit_of_report(run: Narrative) -> str:
    """The unit in a report's title, or on the line above it where the title has none."""
    if named := unit_in_title(run.titled):
        return named
    printed = [squash(p.text) for p in run.paragraphs if squash(p.text)][:_COVER]
    above = [text for text in printed if run.titled.startswith(text)]
    at = printed.index(above[0]) if above and run.titled else 0
    line = printed[at - 1] if at else ""
    return line if _ORGANISATION.fullmatch(line) else ""


def _same(one: str, other: str) -> bool:
    first, second = squash(one), squash(other)
    return first in second or second in first


def by_unit(reads: Sequence[Read], reports: Sequence[Narrative]) -> list[Package]:
    """One package, or one for each unit where a form is there for different units."""
    units: list[str] = []
    for form in ("overall", "base"):
        named = [u for r in reads if r.sheet.form == form and (u := unit_of(r.sheet))]
        distinct: list[str] = []
        for unit in named:
            if not any(_same(unit, known) for known in distinct):
                distinct.append(unit)
        units = distinct if len(distinct) > len(units) else units
    if len(units) < 2:
        return [Package(reads=list(reads), reports=list(reports))]
    packages = {unit: Package() for unit in units}
    owners = _owners(reads, units)
    for read, owner in zip(reads, owners, strict=True):
        packages[owner].reads.append(read)
    for run in reports:
        named_in = unit_in_title(run.titled)
        in_file = [o for r, o in zip(reads, owners, strict=True) if r.file == run.file]
        owner = next(
            (u for u in units if named_in and _same(u, named_in)),
            in_file[-1] if in_file else units[0],
        )
        packages[owner].reports.append(run)
    for unit, package in packages.items():
        place = package.reads[0].places[package.reads[0].sheet.ref]
        text = f"材料中有{len(units)}个单位（{'、'.join(units)}）的表，分开核对；这是{unit}的一份。"
        package.notes.append(Note(level="warning", text=text, place=place))
    return list(packages.values())


def _owners(reads: Sequence[Read], units: Sequence[str]) -> list[str]:
    """Whose each sheet is: by its own name, else as the next named one for 附件1, as the
    one before for the rest, within the file where that names any."""

    def own(read: Read) -> str:
        names = [unit_of(read.sheet)]
        if read.sheet.form == "project":
            names.append(read.sheet["implementer"]["name"].text)
        return next((u for u in units for n in names if n and _same(u, n)), "")

    named = [own(read) for read in reads]
    owners: list[str] = []
    for index, read in enumerate(reads):
        same_file = [
            n for r, n in zip(reads, named, strict=True) if n and r.file == read.file
        ]
        before = [
            n
            for r, n in zip(reads[:index], named[:index], strict=True)
            if n and r.file == read.file
        ]
        after = [
            n
            for r, n in zip(reads[index:], named[index:], strict=True)
            if n and r.file == read.file
        ]
        near = (
            after + before[::-1] if read.sheet.form == "base" else before[::-1] + after
        )
        owners.append(named[index] or next(iter((*near, *same_file)), units[0]))
    return owners


def conflicting_names(
    reads: Sequence[Read], reports: Sequence[Narrative]
) -> list[Note]:
    """Sheets and report that name another unit than the first does."""
    named = [
        (unit, read.sheet.annex or read.sheet.title, read.places[read.sheet.ref])
        for read in reads
        if (unit := unit_of(read.sheet))
    ]
    named += [
        (unit, "自评报告", run.paragraphs[0].place)
        for run in reports
        if (unit := unit_in_title(run.titled))
    ]
    return [
        Note(
            level="warning",
            text=f"“{joined(name)}”写的单位是{joined(unit)}，与{joined(named[0][0])}不同；请核对。",
            place=place,
        )
        for unit, name, place in named[1:]
        if not _same(unit, named[0][0])
    ]
