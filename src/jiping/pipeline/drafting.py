"""A filing that is being written: drawn as its form, read back, computed and checked.

A draft is a ``Filing`` whose values need not be taken apart: its cells hold what was
typed. Its keys are its own and stay; what intake makes of the drawing may be keyed
otherwise (an indicator by its name), so everything found is led back by place.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from jiping import intake
from jiping.forms import forms
from jiping.model.document import Place
from jiping.model.filing import Filing, Row, Sheet
from jiping.model.finding import Finding, Outcome
from jiping.model.memory import FORGETFUL, Memory
from jiping.model.values import Entry, Gap, Ref
from jiping.pipeline.checking import judged
from jiping.rules import EVERYTHING, Selection
from jiping.rules.identities.derive import derived, following
from jiping.writers.forms import Plan, plan_of
from jiping.writers.forms.draft import drafted, figure
from jiping.writers.forms.paper import Paper, on_paper
from jiping.writers.forms.plan import Piece, Text
from jiping.writers.forms.words import Wording

NAME = "填报表"
_MONEY = "万元"
_About = tuple[str, int | None, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A finding, with the cells of the draft that it speaks of, the one to go to first;
    none where it speaks of the package as a whole."""

    finding: Finding
    refs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A draft drawn and read back, nothing checked.

    ``locked`` are the cells that follow from others; ``follows`` the text of those that
    do not hold what follows, ``""`` where there is nothing yet that they could follow
    from. ``keys`` leads from an address of ``filing``, which is as intake reads the
    drawing, to the draft's; all other addresses are the draft's own.
    """

    draft: Filing
    plan: Plan
    paper: Paper
    filing: Filing
    keys: Mapping[Ref, Ref]
    locked: frozenset[Ref]
    follows: Mapping[Ref, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A draft as the checker sees it. All addresses but those inside ``outcome`` are the
    draft's own; ``locked``, ``follows`` and ``keys`` as in ``Reading``."""

    outcome: Outcome
    plan: Plan
    spots: tuple[Spot, ...]
    locked: frozenset[Ref]
    follows: Mapping[Ref, str]
    keys: Mapping[Ref, Ref]

    @property
    def filing(self) -> Filing:
        """The filing as intake reads the drawing."""
        return self.outcome.filing


def look(
    draft: Filing,
    *,
    selection: Selection = EVERYTHING,
    prior: Filing | None = None,
    memory: Memory = FORGETFUL,
) -> Look:
    """Draw, read, compute and check a draft. ``prior`` is last year's filing, where
    there is one, for the rules that compare years.

    Pure: the same draft gives the same look. Takes tens of milliseconds; less with the
    ``memory`` of an earlier look at the same draft, which gives the same too.
    """
    memory.turn()
    reading = read_back(_known(draft, "draft", memory), memory)
    return checked(reading, selection=selection, prior=prior, memory=memory)


def read_back(draft: Filing, memory: Memory = FORGETFUL) -> Reading:
    """Draw a draft and read the drawing, as the checker would read the written file."""
    plan = plan_of(draft, draft.layout, complete=False, memory=memory)
    paper = on_paper(plan, NAME, memory)
    filing = intake.filings((paper.document,), memory)[0]
    filing = _known(filing, "read", memory)
    refs = memory.same("refs", paper.refs)
    keys = memory.of(_keys, filing.places, refs)
    texts = _following(filing, memory).items()
    return Reading(
        draft=draft,
        plan=plan,
        paper=paper,
        filing=filing,
        keys=keys,
        locked=frozenset(keys[ref] for ref in _derived(filing, memory) if ref in keys),
        follows={keys[ref]: text for ref, text in texts if ref in keys},
    )


def settled(
    draft: Filing, stated: Container[Ref] = (), memory: Memory = FORGETFUL
) -> tuple[Reading, Mapping[Ref, str]]:
    """The draft with its derived cells as they follow, read back; and their new texts.

    ``stated`` are derived cells that a person filled in: they are left while there is
    nothing that they could follow from.
    """
    memory.turn()
    draft = _known(draft, "draft", memory)
    # Mostly the draft's own cells tell what follows; what intake reads decides.
    guessed = _wanted(_following(draft, memory), stated)
    reading = read_back(rewritten(draft, guessed) if guessed else draft, memory)
    if guessed.keys() - reading.locked:
        guessed = {}
        reading = read_back(draft, memory)
    texts = _wanted(reading.follows, stated)
    if not texts:
        return reading, guessed
    texts = guessed | texts
    return read_back(rewritten(draft, texts), memory), texts


def _known(filing: Filing, name: str, memory: Memory) -> Filing:
    """The filing with those parts that are as in the last of this name made the same
    records, by which a memory knows them."""
    return replace(
        filing,
        sheets=tuple(
            memory.same((name, sheet.form, sheet.key), sheet) for sheet in filing.sheets
        ),
        report=memory.same((name, "report"), filing.report),
        places=memory.same((name, "places"), filing.places),
        notes=memory.same((name, "notes"), filing.notes),
    )


def _derived(filing: Filing, memory: Memory) -> frozenset[Ref]:
    """The cells that follow from others; none follows from another kind of table."""
    return frozenset().union(*(memory.of(_derived_of, *k) for k in _kinds(filing)))


def _following(filing: Filing, memory: Memory) -> Mapping[Ref, str]:
    """What follows in each kind of table."""
    found: dict[Ref, str] = {}
    for kind in _kinds(filing):
        found |= memory.of(_following_of, *kind)
    return found


def _kinds(filing: Filing) -> Iterator[tuple[tuple[Sheet, ...], _About]]:
    about = (filing.unit, filing.year, filing.layout)
    for form in dict.fromkeys(sheet.form for sheet in filing.sheets):
        yield filing.of_form(form), about


def _derived_of(sheets: tuple[Sheet, ...], about: _About) -> frozenset[Ref]:
    return derived(_only(sheets, about))


def _following_of(sheets: tuple[Sheet, ...], about: _About) -> Mapping[Ref, str]:
    return following(_only(sheets, about))


def _only(sheets: tuple[Sheet, ...], about: _About) -> Filing:
    unit, year, layout = about
    return Filing(
        unit=unit, year=year, layout=layout, sheets=sheets, report=None, places={}
    )


def _wanted(follows: Mapping[Ref, str], stated: Container[Ref]) -> dict[Ref, str]:
    return {ref: text for ref, text in follows.items() if text or ref not in stated}


def checked(
    reading: Reading,
    *,
    selection: Selection = EVERYTHING,
    prior: Filing | None = None,
    memory: Memory = FORGETFUL,
) -> Look:
    """What the checker says of a draft that was read back."""
    paper, keys = reading.paper, reading.keys
    documents = (paper.document,)
    outcome = judged(
        NAME, reading.filing, documents, selection, prior=prior, memory=memory
    )
    return Look(
        outcome=outcome,
        plan=reading.plan,
        spots=tuple(_spot(each, paper, keys) for each in outcome.findings),
        locked=reading.locked,
        follows=reading.follows,
        keys=keys,
    )


def rewritten(draft: Filing, texts: Mapping[Ref, str]) -> Filing:
    """The draft with these cells of its tables saying something else."""

    def cell(entry: Entry) -> Entry:
        text = texts.get(entry.ref)
        return (
            entry if text is None else replace(entry, raw=text, value=text or Gap.BLANK)
        )

    touched = {(ref.form, ref.key, ref.row) for ref in texts}
    tables = {(form, key) for form, key, _ in touched}

    def sheet(each: Sheet) -> Sheet:
        def row(line: Row) -> Row:
            if (each.form, each.key, line.key) not in touched:
                return line
            return replace(line, cells={key: cell(e) for key, e in line.cells.items()})

        if (each.form, each.key) not in tables:
            return each
        return replace(each, rows=tuple(map(row, each.rows)))

    return replace(draft, sheets=tuple(map(sheet, draft.sheets)))


def told(look: Look, role: str) -> tuple[Text, ...]:
    """The paragraphs of a chapter of this role as the tables tell them, every figure
    bound to its cell of the draft. None where there is nothing that can be told."""
    filing = look.filing
    roles = (
        [section.role for section in filing.report.sections] if filing.report else ()
    )
    return tuple(
        replace(text, pieces=tuple(_led_back(look, piece) for piece in text.pieces))
        for text in drafted(filing, role, list(roles), _wording(look))
    )


def quoted(look: Look, refs: Iterable[Ref]) -> Mapping[Ref, str]:
    """What prose says that stands in these cells of the draft; of cells that state
    nothing, nothing."""
    wanted = frozenset(refs)
    found: dict[Ref, str] = {}
    for sheet in look.filing.sheets if wanted else ():
        for entry in sheet.entries():
            ref = look.keys.get(entry.ref)
            if ref in wanted and not isinstance(entry.value, Gap):
                found[ref] = figure(entry)
    return found


def _wording(look: Look) -> Wording:
    filing, layout = look.filing, look.plan.layout
    units: Sequence[str] = [sheet.unit for sheet in filing.sheets]
    return Wording(
        form=forms()[layout.form],
        layout=layout,
        subject=filing.unit,
        year=filing.year,
        unit=units[0] if units else _MONEY,
    )


def _led_back(look: Look, piece: Piece) -> Piece:
    ref = None if piece.ref is None else look.keys.get(piece.ref)
    return replace(piece, ref=ref)


def _keys(places: Mapping[Ref, Place], refs: Mapping[Place, Ref]) -> dict[Ref, Ref]:
    """From the addresses that intake gave to those that the drawing was made from."""
    return {ref: refs[place] for ref, place in places.items() if place in refs}


def _spot(finding: Finding, paper: Paper, keys: Mapping[Ref, Ref]) -> Spot:
    known: Iterable[Ref | None] = (
        *(keys.get(ref) for ref in (finding.at, *finding.involves)),
        *(paper.refs.get(place) for place in finding.places),
    )
    refs = tuple(dict.fromkeys(ref for ref in known if ref is not None))
    return Spot(finding=finding, refs=refs)
