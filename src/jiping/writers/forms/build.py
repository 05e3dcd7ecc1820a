"""From a filing, or from nothing, to the plan of the package in a form's layout."""

from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import replace
from datetime import date

from jiping.forms import forms
from jiping.forms.printing import layouts
from jiping.model.equation import Equation
from jiping.model.filing import Filing, Report, Row, Sheet
from jiping.model.layout import Layout, SheetLayout
from jiping.model.memory import FORGETFUL, Memory
from jiping.model.terms import FORMS
from jiping.model.values import Ref
from jiping.writers.forms.draft import figures
from jiping.writers.forms.leftover import left_out
from jiping.writers.forms.plan import Grid, Page, Plan, Text
from jiping.writers.forms.report import report_pages, text
from jiping.writers.forms.tables import grid_of
from jiping.writers.forms.template import completed, entry
from jiping.writers.forms.words import Wording
from jiping.writers.width import width

GENERAL = "430000-hunan/department-2023"
FUNDS = ("government_fund", "state_capital", "social_insurance")
_GAP = "　" * 5
_WIDEST_SIGNATURE = 84


Derived = Callable[[Filing], Container[Ref]]
Equations = Callable[[Filing], tuple[Equation, ...]]


def nothing(_: Filing) -> frozenset[Ref]:
    """No cell follows from another."""
    return frozenset()


def unbound(_: Filing) -> tuple[Equation, ...]:
    """Nothing holds between cells."""
    return ()


def plan_of(
    filing: Filing,
    form: str = "",
    *,
    complete: bool = True,
    derived: Derived = nothing,
    equations: Equations = unbound,
    memory: Memory = FORGETFUL,
) -> Plan:
    """The plan of a filing in the layout of ``form``, else in its own, else in the
    general one.

    ``complete`` adds what the form asks for and the filing lacks: tables, rows of
    another form, chapters drafted from the tables. ``derived`` tells the cells of a
    filing that follow from others, ``equations`` what holds between them; ``memory``
    knows the pages of tables and reports that were drawn before. Raises
    ValueError (a Chinese sentence) for a form that is not known.
    """
    chosen = form or (filing.layout if filing.layout in layouts() else GENERAL)
    layout = _layout(chosen)
    notes = [] if form or filing.layout == chosen else [_general_note(chosen)]
    plan = _plan(filing, layout, complete, False, derived, equations, memory)
    return replace(plan, notes=(*notes, *plan.notes))


def blank_plan(
    form: str,
    year: int | None = None,
    derived: Derived = nothing,
    equations: Equations = unbound,
) -> Plan:
    """The blank form. Raises ValueError (a Chinese sentence) where it is not known."""
    layout = _layout(form)
    empty = Filing(unit="", year=year, layout=form, sheets=(), report=None, places={})
    return _plan(empty, layout, True, True, derived, equations)


def _layout(form: str) -> Layout:
    known = layouts()
    if form not in known:
        raise ValueError(f"没有“{form}”这种版式，可以写出的有 {'、'.join(known)}。")
    return known[form]


def _general_note(form: str) -> str:
    return f"没有认出原来的版式，按“{forms()[form].name}”写出。"


def _plan(
    filing: Filing,
    layout: Layout,
    complete: bool,
    blank: bool,
    derived: Derived,
    equations: Equations,
    memory: Memory = FORGETFUL,
) -> Plan:
    words = Wording(
        form=forms()[layout.form],
        layout=layout,
        subject=filing.unit,
        year=filing.year,
        own_labels=blank or filing.layout == layout.form,
    )
    whole = replace(
        filing, sheets=tuple(_sheets(filing, layout, words, complete, blank))
    )
    locked = derived(whole)
    pages = tuple(_pages(whole, layout, words, complete, blank, locked, memory))
    prose = [b for page in pages for b in page.blocks if isinstance(b, Text)]
    title = next((b.text for b in prose if b.role == "title"), "")
    return Plan(
        layout=layout,
        title=title.replace("\n", ""),
        pages=pages,
        figures=figures(prose, whole),
        equations=equations(whole),
        notes=tuple(left_out(filing, layout, pages, memory)),
        day=last_day(filing.year),
    )


def last_day(year: int | None) -> date | None:
    """The last day of the year that the package is about, where that is a year."""
    return date(year, 12, 31) if year and 1000 <= year <= 9999 else None


def _sheets(
    filing: Filing, layout: Layout, words: Wording, complete: bool, blank: bool
) -> Iterator[Sheet]:
    """Every sheet to print, in the order of the package."""
    order = (*layout.order, *(key for key in layout.sheets if key not in layout.order))
    for key in order:
        if key not in layout.sheets or not layout.sheets[key].widths:
            continue
        found = _of_key(filing, key)
        if not found and key in _wanted(layout, complete, blank):
            found = [_new(filing, key, blank)]
        for sheet in found:
            full = blank or not sheet.rows or (complete and not words.own_labels)
            printed = layout.sheets[key]
            yield completed(sheet, printed, words.form) if full else sheet


def _wanted(layout: Layout, complete: bool, blank: bool) -> tuple[str, ...]:
    """The tables to add. 附件5 is for whoever marks the work: a blank one has no place
    among what a unit files."""
    added = layout.order if complete else ()
    return tuple(key for key in added if blank or key != "rubric")


def _of_key(filing: Filing, key: str) -> list[Sheet]:
    if key in FUNDS:
        return [sheet for sheet in filing.of_form("funds") if sheet.key == key]
    return list(filing.of_form(key))


def _new(filing: Filing, key: str, blank: bool) -> Sheet:
    """A sheet that the filing lacks: blank, or a fund table with nothing to report."""
    unit = filing.sheets[0].unit if filing.sheets else "万元"
    if key not in FUNDS:
        return Sheet(form=key, unit=unit, year=filing.year)
    fund = Sheet(form="funds", key=key, unit=unit, year=filing.year)
    if blank or _income(filing, key) or _stated(filing, key):
        return fund
    columns = layouts()[GENERAL].sheets[key].blocks["fund"].order
    cells = {column: entry(fund, "total", column, "0.00") for column in columns}
    total = Row(key="total", kind="fund", label="合计", cells=cells)
    return replace(fund, rows=(total,))


def _income(filing: Filing, key: str) -> bool:
    """Whether 附件2 shows money of that fund, so that its table is not nil."""
    return bool(filing.overall and filing.overall[key]["executed"].number)


def _stated(filing: Filing, key: str) -> bool:
    """Whether the report tells of money of that fund, whatever it is worth."""
    said = filing.report.statements if filing.report else ()
    return any(
        each.topic.partition(".")[0] == key and each.entry.number for each in said
    )


def _pages(
    filing: Filing,
    layout: Layout,
    words: Wording,
    complete: bool,
    blank: bool,
    derived: Container[Ref],
    memory: Memory,
) -> Iterator[Page]:
    about = (layout, words.subject, words.year, words.own_labels)
    sheets: Mapping[str, list[Sheet]] = {
        key: _of_key(filing, key) for key in layout.sheets
    }
    order = (*layout.order, *(key for key in layout.sheets if key not in layout.order))
    for key in order:
        if key == "report" and layout.report:
            if complete or filing.places:
                yield from report_pages(
                    filing, layout.report, words, complete=complete, blank=blank
                )
            else:
                yield from memory.of(_written_report, filing.report, about)
        for place, sheet in enumerate(sheets.get(key, ()), start=1):
            name = _name(key, sheet, place, len(sheets[key]))
            if derived:
                yield _sheet_page(sheet, key, name, about, complete, derived)
            else:
                yield memory.of(_sheet_page, sheet, key, name, about, complete)


_About = tuple[Layout, str, int | None, bool]


def _wording(about: _About) -> Wording:
    layout, subject, year, own_labels = about
    return Wording(
        form=forms()[layout.form],
        layout=layout,
        subject=subject,
        year=year,
        own_labels=own_labels,
    )


def _written_report(report: Report | None, about: _About) -> tuple[Page, ...]:
    """The report of a draft, as it is written and nothing added."""
    words = _wording(about)
    assert words.layout.report is not None
    only = Filing(
        unit=words.subject,
        year=words.year,
        layout=words.layout.form,
        sheets=(),
        report=report,
        places={},
    )
    return report_pages(only, words.layout.report, words, complete=False, blank=False)


def _sheet_page(
    sheet: Sheet,
    key: str,
    name: str,
    about: _About,
    complete: bool,
    derived: Container[Ref] = (),
) -> Page:
    words = replace(_wording(about), unit=sheet.unit)
    printed = words.layout.sheets[key]
    blocks = tuple(_blocks(sheet, printed, words, complete, derived))
    return Page(kind=sheet.form, key=sheet.key, name=name, blocks=blocks)


def _name(key: str, sheet: Sheet, place: int, many: int) -> str:
    names = {"government_fund": "政府性基金", "state_capital": "国有资本经营", "social_insurance": "社会保险基金"}  # fmt: skip
    shown = names.get(key) or FORMS[key].partition(" ")[0]
    return f"{shown}-{place}" if many > 1 else shown


def _blocks(
    sheet: Sheet,
    printed: SheetLayout,
    words: Wording,
    complete: bool,
    derived: Container[Ref],
) -> Iterator[Text | Grid]:
    own = words.own_labels
    own_annex = own and (sheet.annex or not complete)
    annex = sheet.annex if own_annex else words.fill(printed.annex)
    title = sheet.title if own and sheet.title else words.fill(printed.title)
    if annex:
        yield text("annex", annex)
    yield text("title", title)
    if printed.caption:
        yield text("caption", words.fill(printed.caption))
    yield grid_of(sheet, printed, words, derived)
    remarks = [entry.raw for entry in sheet.remarks]
    for remark in sheet.remarks:
        for part in remark.raw.split("\n"):
            yield replace(text("note", part), at=remark.ref)
    for line in _notes(sheet, printed, complete, remarks):
        for part in line.split("\n"):
            yield text("note", part)
    signature = sheet["signature"]
    if signature.cells or (complete and printed.signed):
        signed = text("signature", _signature(signature, words, complete))
        yield replace(signed, at=Ref(sheet.form, sheet.key, "signature"))


def _notes(
    sheet: Sheet, printed: SheetLayout, complete: bool, remarks: list[str]
) -> Iterator[str]:
    """The notes of the form; what the unit wrote itself is not said again."""
    if not complete:
        return
    total = sheet["total"]["expenditure"]
    if printed.nil and not remarks and total.number == 0:
        yield printed.nil
    if printed.note and printed.note not in remarks and (printed.nil or not remarks):
        yield printed.note


def _signature(row: Row, words: Wording, complete: bool) -> str:
    fields = [
        (label, row[key].raw)
        for key, label in words.layout.signature
        if key in row or complete
    ]
    shown = [f"{label}：{raw or _GAP}" for label, raw in fields]
    line = "    ".join(shown)
    if width(line) <= _WIDEST_SIGNATURE:
        return line.rstrip()
    half = (len(shown) + 1) // 2
    return "\n".join(
        "    ".join(part) for part in (shown[:half], shown[half:])
    ).rstrip()
