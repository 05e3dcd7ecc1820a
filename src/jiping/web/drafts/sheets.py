"""A page of the plan as rows of slots that a template draws as the paper form."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from jiping.model.values import Ref
from jiping.web.drafts.bindings import Figure
from jiping.web.drafts.growth import may_go, may_grow
from jiping.web.drafts.naming import anchor, encoded, slug, tab_words
from jiping.web.drafts.shape import LABEL
from jiping.web.drafts.state import State
from jiping.writers.forms.plan import Box, Grid, Page, Text

_NUMBERS = ("money", "人", "%", "分", "㎡")
# Words stand in a field that grows with them.
_LONG = ("text", "measure")


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """Something to be typed into. ``why`` says why it may not be; ``grow`` and ``go``
    whether a row may be added under its own, or its own taken out."""

    id: str
    ref: str
    raw: str
    version: int
    words: str
    number: bool = False
    why: str = ""
    derived: bool = False
    prior: str = ""
    grow: bool = False
    go: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One cell of the paper, at a 1-based ``row`` and ``column``; ``head`` is ``col`` or
    ``row`` for a heading's scope; ``lead`` and ``after`` stand right beside its field."""

    css: str
    row: int
    column: int
    rows: int
    columns: int
    text: str = ""
    lead: str = ""
    after: str = ""
    head: str = ""
    field: Field | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One paragraph. ``number`` stands before a heading."""

    css: str
    text: str = ""
    number: str = ""
    field: Field | None = None
    figures: tuple[Figure, ...] = ()
    section: str = ""
    level: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A ruled table; ``widths`` are percent of its width."""

    widths: tuple[str, ...]
    rows: tuple[tuple[Slot, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """A table of the draft on the row of tabs."""

    slug: str
    form: str
    key: str
    annex: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A page ready to be shown."""

    tab: Tab
    before: tuple[Line, ...]
    tables: tuple[Table, ...]
    after: tuple[Line, ...]
    lines: tuple[Line, ...] = ()
    signature: tuple[tuple[str, Field], ...] = ()


def tabs(state: State) -> tuple[Tab, ...]:
    """The tables of a draft in the order of the package."""
    found = []
    for page in state.look.plan.pages:
        if page.kind == "cover":
            continue
        name = state.held(Ref("project", page.key, "project", "name")).raw
        annex, title = tab_words(page.kind, page.key, name.strip())
        found.append(
            Tab(
                slug=slug(page.kind, page.key),
                form=page.kind,
                key=page.key,
                annex=annex,
                title=title or "（项目名称未填）",
            )
        )
    return tuple(found)


class Drawing:
    """Draws one table or the report of a draft. ``prior`` is last year's text by cell."""

    def __init__(self, state: State, tab: Tab, prior: Mapping[Ref, str]) -> None:
        self.state = state
        self.tab = tab
        self.prior = prior
        self.rows = {
            row["key"]: row
            for sheet in state.draft.shape["sheets"]
            if (sheet["form"], sheet["key"]) == (tab.form, tab.key)
            for row in sheet["rows"]
        }

    def drawn(self) -> Drawn:
        """The page."""
        pages = self.state.look.plan.pages
        if self.tab.form == "report":
            own = [page for page in pages if page.kind in ("cover", "report")]
            lines = tuple(self._report(own))
            return Drawn(tab=self.tab, before=(), tables=(), after=(), lines=lines)
        page = next(
            p for p in pages if (p.kind, p.key) == (self.tab.form, self.tab.key)
        )
        at = next(i for i, b in enumerate(page.blocks) if isinstance(b, Grid))
        return Drawn(
            tab=self.tab,
            before=tuple(self._texts(page.blocks[:at])),
            tables=tuple(self._table(b) for b in page.blocks if isinstance(b, Grid)),
            after=tuple(self._texts(page.blocks[at:])),
            signature=tuple(self._signature(page)),
        )

    # --- tables ---------------------------------------------------------------------

    def _table(self, grid: Grid) -> Table:
        whole = sum(grid.widths)
        rows: list[list[Slot]] = [[] for _ in range(grid.rows)]
        own = {b.row: b.ref.row for b in grid.boxes if b.ref and b.role == "value"}
        for box in grid.boxes:
            rows[box.row - 1].append(self._slot(box, own.get(box.row, "")))
        return Table(
            widths=tuple(f"{100 * width / whole:.2f}%" for width in grid.widths),
            rows=tuple(map(tuple, rows)),
        )

    def _slot(self, box: Box, row: str) -> Slot:
        text, lead, after, field = box.text, "", "", None
        if box.role == "label" and self.rows.get(row, {}).get("named"):
            ref = Ref(self.tab.form, self.tab.key, row, LABEL)
            field, text = self._field(ref, words="本行名称"), ""
        elif box.ref is not None and box.value is not None:
            text, lead, after = _around(box.text, box.value)
            field = self._field(box.ref, box.kind)
        elif box.ref is not None and box.role == "value":
            field, text = self._field(box.ref, box.kind), ""
        heading = {"head": "col", "side": "row", "label": "row"}.get(box.role, "")
        css = [box.role, box.align, f"indent{min(box.indent, 3)}" if box.indent else ""]
        if field is not None:
            css.append(
                "derived" if field.derived else "closed" if field.why else "open"
            )
        return Slot(
            css=" ".join(filter(None, css)),
            row=box.row,
            column=box.column,
            rows=box.row_span,
            columns=box.column_span,
            text=text,
            lead=lead,
            after=after,
            head=heading if field is None else "",
            field=field,
        )

    def _field(self, ref: Ref, kind: str = "text", words: str = "") -> Field:
        state = self.state
        held = state.held(ref)
        row = self.rows.get(ref.row, {"kind": "", "key": ref.row})
        return Field(
            id=anchor(ref),
            ref=encoded(ref),
            raw=held.raw,
            version=held.version,
            words=state.words.get(ref) or words,
            number=kind in _NUMBERS,
            why=state.editable(ref),
            derived=ref in state.locked,
            prior=self.prior.get(ref, ""),
            grow=bool(row["kind"]) and may_grow(row),
            go=bool(row["kind"]) and may_go(row),
        )

    def _texts(self, blocks: Iterable[Text | Grid]) -> Iterator[Line]:
        remarks: set[Ref] = set()
        for block in blocks:
            if not isinstance(block, Text) or block.role == "signature":
                continue
            if block.at is None:
                yield Line(css=block.role, text=block.text)
            elif block.at not in remarks:
                remarks.add(block.at)
                field = self._field(block.at, words="备注")
                yield Line(css=block.role, field=field)

    def _signature(self, page: Page) -> Iterator[tuple[str, Field]]:
        row = self.rows.get("signature")
        for key, label in self.state.look.plan.layout.signature:
            if row and key in row["columns"]:
                ref = Ref(page.kind, page.key, "signature", key)
                yield label, self._field(ref, words=label)

    # --- the report -----------------------------------------------------------------

    def _report(self, pages: Iterable[Page]) -> Iterator[Line]:
        report = self.state.draft.shape["report"]
        sections = {section["key"]: section for section in report["sections"]}
        for at, page in enumerate(pages):
            if at:
                yield Line(css="break")
            for block in page.blocks:
                if isinstance(block, Text):
                    yield self._line(block, sections)

    def _line(self, block: Text, sections: Mapping[str, dict[str, object]]) -> Line:
        at = block.at
        if at is None:
            return Line(css=block.role, text=block.text)
        section = sections.get(at.key, {})
        level = section.get("level", 1)
        heading = at.row == "heading"
        return Line(
            css=block.role,
            number=str(section.get("number", "")) if heading else "",
            field=self._field(at, words="段落"),
            figures=self.state.figures.get(at, ()),
            section=at.key,
            level=level if isinstance(level, int) else 1,
        )


def _around(text: str, value: str) -> tuple[str, str, str]:
    """What stands over a value, right before and right behind it: ``产出指标``, ``（`` and
    ``分）``."""
    before, _, after = text.rpartition(value) if value else (text, "", "")
    for bracket in "（(":
        if before.endswith(bracket):
            return before[:-1].rstrip(), bracket, after
    return before, "", after
