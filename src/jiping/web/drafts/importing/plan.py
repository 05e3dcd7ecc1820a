"""What taking over a package would do to a draft, cell by cell."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from jiping.intake.text import squash
from jiping.intake.values import number
from jiping.model.document import Place
from jiping.model.filing import Row, Sheet
from jiping.model.terms import FUNDS
from jiping.model.values import SCALE_OF_UNIT, Entry, Gap, Ref
from jiping.pipeline.drafting import settled
from jiping.web.drafts.book import Book
from jiping.web.drafts.fitting import fitted, met
from jiping.web.drafts.importing.prose import laid
from jiping.web.drafts.importing.records import (
    MINE,
    THEIRS,
    Candidate,
    Group,
    Item,
    Plan,
)
from jiping.web.drafts.models import Draft
from jiping.web.drafts.naming import anchor, labels, report_words, slug_of, tab_words
from jiping.web.drafts.shape import LABEL, Json, named, put_together
from jiping.writers import filing_json
from jiping.writers.records import place_parsed, ref_parsed
from jiping.writers.words import form_heading, place_words, row_words

__all__ = [
    "MINE",
    "THEIRS",
    "Item",
    "Plan",
    "names_of",
    "picture_at",
    "planned",
]

# So many rows without a place in the draft are named.
_NAMED = 60


def planned(
    draft: Draft,
    content: Mapping[str, Any],
    choices: Mapping[str, str] | None = None,
    how: str = "",
) -> Plan:
    """What taking over would do to the draft as it stands. ``choices`` are ``c-ID``
    (``mine``, ``theirs`` or the number of a candidate) and ``v-ID``; ``how`` ``theirs``
    takes over every difference that is not in doubt, ``blank`` none."""
    return _Planning(draft, content, choices or {}, how).plan()


class _Planning:
    def __init__(
        self,
        draft: Draft,
        content: Mapping[str, Any],
        choices: Mapping[str, str],
        how: str,
    ) -> None:
        self.draft = draft
        self.content = content
        self.choices = choices
        self.how = how
        self.book = Book(draft, None)
        self.filing = filing_json.parse(content["filing"])
        self.asked: dict[Ref, list[str]] = {}
        for parts, sentence in content["asked"]:
            self.asked.setdefault(ref_parsed(parts), []).append(sentence)

    def plan(self) -> Plan:
        before, cells = self.draft.shape, self.book.texts
        shape, texts = fitted(before, cells, self.filing)
        shape, prose = laid(shape, {**cells, **texts}, self.filing.report)
        full = {**cells, **texts}
        pairs = dict(met(shape, full, self.filing)) | dict(prose)
        self.scales = self._scales(shape, pairs)
        self.alike = self._alike()
        self.apart = self._apart(shape, full)
        wanted = dict(self._wanted(texts, pairs))
        reading, self.follows = settled(
            put_together(shape, full | wanted), wanted.keys() | self.book.stated
        )
        self.derived = reading.locked
        words = report_words(shape, full | wanted)
        for page in reading.plan.pages:
            words |= labels(page)
        items = [
            self._item(ref, raw, pairs.get(ref), words) for ref, raw in wanted.items()
        ]
        return Plan(
            filing=self.filing,
            before=before,
            shape=shape,
            groups=tuple(self._groups(shape, full | wanted, items)),
            mismatches=tuple(self._mismatches()),
            lost=tuple(self._lost(pairs))[:_NAMED],
            recognised=tuple(self._recognised()),
            converted=tuple(self._converted()),
        )

    def _wanted(
        self, texts: Mapping[Ref, str], pairs: Mapping[Ref, Entry]
    ) -> Iterator[tuple[Ref, str]]:
        """What the source says for each cell; blank ones only where ink was not read."""
        for ref, raw in texts.items():
            if ref not in pairs and raw.strip():
                yield ref, raw
        for ref, entry in pairs.items():
            place = self.filing.places.get(entry.ref)
            if entry.raw.strip():
                yield ref, self._in_our_unit(ref, entry)
            elif (
                place is not None
                and place.doubtful
                and entry.value is not Gap.NOT_ON_FORM
            ):
                yield ref, ""

    def _scales(
        self, shape: Json, pairs: Mapping[Ref, Entry]
    ) -> dict[tuple[str, str], tuple[str, str]]:
        """Tables of ours whose amounts are in another unit than the source's."""
        units = {(s.form, s.key): s.unit for s in self.filing.sheets}
        ours = {(s["form"], s["key"]): s["unit"] for s in shape["sheets"]}
        found = {}
        for ref, entry in pairs.items():
            theirs, own = (
                units.get((entry.ref.form, entry.ref.key)),
                ours.get((ref.form, ref.key)),
            )
            if theirs in SCALE_OF_UNIT and own in SCALE_OF_UNIT and theirs != own:
                found[ref.form, ref.key] = (str(theirs), str(own))
        return found

    def _in_our_unit(self, ref: Ref, entry: Entry) -> str:
        theirs, own = self.scales.get((ref.form, ref.key), ("", ""))
        if entry.number is None or entry.unit != theirs:
            return entry.raw
        value = entry.number * SCALE_OF_UNIT[theirs] / SCALE_OF_UNIT[own]
        return f"{value.normalize():f}"

    def _alike(self) -> set[Ref]:
        """Rows of the source that share their name with another."""
        found: set[Ref] = set()
        for sheet in self.filing.sheets:
            rows = [row for row in sheet.rows if row.kind == "indicator" or named(row)]
            names = Counter(
                (r.parent, r.kind, squash(_name(r))) for r in rows if _name(r).strip()
            )
            found |= {
                Ref(sheet.form, sheet.key, row.key)
                for row in rows
                if names[row.parent, row.kind, squash(_name(row))] > 1
            }
        return found

    def _apart(
        self, shape: Json, cells: Mapping[Ref, str]
    ) -> dict[Ref, list[Candidate]]:
        """What single files say of each cell."""
        found: dict[Ref, list[Candidate]] = {}
        for data in self.content["apart"]:
            other = filing_json.parse(data)
            for ref, entry in met(shape, cells, other):
                place = other.places.get(entry.ref)
                if entry.raw.strip() and place is not None:
                    where = place_words(place, file=True)
                    found.setdefault(ref, []).append(Candidate(entry.raw, where))
        return found

    def _item(
        self, ref: Ref, raw: str, entry: Entry | None, words: Mapping[Ref, str]
    ) -> Item:
        held, ident = self.book[ref], anchor(ref)
        place = None if entry is None else self.filing.places.get(entry.ref)
        same = _same(held.raw, raw)
        state = "same" if same else "new" if not held.raw.strip("… ") else "differs"
        fixed = f"已锁定：{held.locked}" if held.locked else ""
        if (
            not fixed
            and ref in self.derived
            and ref in self.follows
            and self.follows[ref]
        ):
            fixed = f"自动计算，算出来是{self.follows[ref]}"
        candidates = self._candidates(ref, raw)
        doubts = () if entry is None else tuple(self._doubts(entry, place, candidates))
        choice = self.choices.get(f"c-{ident}", "")
        if self.how and not doubts and state == "differs":
            choice = THEIRS if self.how == THEIRS else MINE
        return Item(
            ref=ref,
            id=ident,
            words=words.get(ref) or ("本行名称" if ref.column == LABEL else "本格"),
            mine=held.raw,
            theirs=raw,
            where=place_words(place, file=len(self.filing.files) > 1) if place else "",
            place=place,
            state=state,
            doubts=doubts,
            candidates=candidates,
            fixed=fixed,
            choice=choice,
            value=self.choices.get(f"v-{ident}", raw),
        )

    def _candidates(self, ref: Ref, raw: str) -> tuple[Candidate, ...]:
        """All values for the cell, where files differ; else none."""
        found: dict[str, Candidate] = {}
        for each in self.apart.get(ref, ()):
            found.setdefault(squash(each.raw), each)
        if len(found) < 2 or all(_same(each.raw, raw) for each in found.values()):
            return ()
        return tuple(found.values())

    def _doubts(
        self, entry: Entry, place: Place | None, candidates: tuple[Candidate, ...]
    ) -> Iterator[str]:
        said = self.asked.get(entry.ref, [])
        yield from said
        if not said and place is not None and place.doubtful:
            yield f"扫描件此处识别把握只有{int((place.confidence or 0) * 100)}%，请对照来件核对。"
        elif entry.value is Gap.UNREADABLE:
            yield "这里应当填数，来件写的没有读成数，请核对。"
        if candidates:
            yield "几个文件在这一格写的不一样，请选一个。"
        if Ref(entry.ref.form, entry.ref.key, entry.ref.row) in self.alike:
            yield "来件里同名的不止一行，请核对是不是这一行。"

    def _groups(
        self, shape: Json, cells: Mapping[Ref, str], items: list[Item]
    ) -> Iterator[Group]:
        places = [(s["form"], s["key"], s["name"]) for s in shape["sheets"]]
        if shape.get("report"):
            places.append(("report", "", ""))
        order = {
            row["key"]: at for s in shape["sheets"] for at, row in enumerate(s["rows"])
        }
        for form, key, name in places:
            own = [
                i for i in items
                if i.ref.form == form and (form == "report" or i.ref.key == key)
            ]  # fmt: skip
            if own:
                if form != "report":
                    own.sort(key=lambda i: order.get(i.ref.row, len(order)))
                called = cells.get(Ref(form, key, "project", "name"), "") or name
                yield Group(
                    slug_of(own[0].ref), *tab_words(form, key, called), tuple(own)
                )

    def _mismatches(self) -> Iterator[str]:
        unit, campaign = self.draft.assignment.unit, self.draft.assignment.campaign
        names = {squash(name) for name in names_of(self.draft)}
        written = self.filing.unit
        if not written:
            yield f"材料上没有认出单位名称，请确认是“{unit.name}”的材料。"
        elif squash(written) not in names:
            yield f"材料写的是“{written}”，不是“{unit.name}”。"
        if self.filing.year is None:
            yield f"材料上没有认出年度，请确认是{campaign.year}年度的材料。"
        elif self.filing.year != campaign.year:
            yield f"材料写的是{self.filing.year}年度，现在填报的是{campaign.year}年度。"

    def _recognised(self) -> Iterator[str]:
        for sheet in self.filing.sheets:
            heading = form_heading(self.filing, sheet.form, sheet.key)
            yield FUNDS.get(heading.split()[-1], heading)
        if self.filing.report is not None:
            yield form_heading(self.filing, "report")

    def _converted(self) -> Iterator[str]:
        for theirs, own in dict.fromkeys(self.scales.values()):
            yield f"来件的金额以{theirs}为单位，已换算成{own}；来件原样仍是{theirs}。"

    def _lost(self, pairs: Mapping[Ref, Entry]) -> Iterator[str]:
        """Rows with something in them that no cell of the draft is like."""
        used = {(e.ref.form, e.ref.key, e.ref.row) for e in pairs.values()}
        for sheet in self.filing.sheets:
            heading = form_heading(self.filing, sheet.form, sheet.key)
            rows = [row for row in sheet.rows if _says(row)]
            if rows and not any((sheet.form, sheet.key, r.key) in used for r in rows):
                yield f"{heading}：整张表没有对应的表"
                continue
            for row in rows:
                if (sheet.form, sheet.key, row.key) not in used:
                    yield f"{heading}：{self._row(sheet, row)}"
        if self.filing.report is not None and not self.draft.shape.get("report"):
            yield "自评报告：这次填报不要报告"

    def _row(self, sheet: Sheet, row: Row) -> str:
        place = self.filing.places.get(Ref(sheet.form, sheet.key, row.key))
        where = f"（{place_words(place)}）" if place is not None else ""
        return f"{_name(row) or row_words(row)}{where}"


def names_of(draft: Draft) -> tuple[str, ...]:
    """What the unit is called, and was called before."""
    unit = draft.assignment.unit
    before = unit.history.filter(kind="renamed").values_list("before", flat=True)
    return (unit.name, *([unit.short_name] if unit.short_name else []), *before)


def picture_at(content: Mapping[str, Any], place: Place | None) -> str:
    """The picture cut out of a scan for a place, as a data address; else nothing."""
    for data, coded in content["pictures"]:
        if place is not None and place_parsed(data) == place:
            return f"data:image/png;base64,{coded}"
    return ""


def _says(row: Row) -> bool:
    if row.kind in ("class", "total", "criterion", "signature"):
        return False
    return any(
        e.raw.strip() and not isinstance(e.value, Gap) for e in row.cells.values()
    )


def _name(row: Row) -> str:
    return row["level3"].raw if row.kind == "indicator" else row.label


def _same(mine: str, theirs: str) -> bool:
    """Whether two texts say the same, also where one prints more zeros."""
    if squash(mine) == squash(theirs):
        return True
    one, _ = number(mine, "")
    other, _ = number(theirs, "")
    return not isinstance(one, Gap) and not isinstance(other, Gap) and one == other
