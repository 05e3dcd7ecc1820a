"""The printed words for an address: form, row label, column label."""

from collections import Counter
from collections.abc import Mapping, Sequence

from jiping.model import terms
from jiping.model.filing import Filing, Row, Sheet, Statement
from jiping.model.values import Ref

# How many cells a sentence names before it cuts the list short.
SHOWN = 4
# How many characters of a subject are shown.
LONGEST = 24


class Labels:
    """Words of one filing's addresses, as printed where the filing prints them."""

    def __init__(self, filing: Filing) -> None:
        self._sheets = {(sheet.form, sheet.key): sheet for sheet in filing.sheets}
        self._count = Counter(form for form, _ in self._sheets)
        report = filing.report
        self._statements = (
            {s.entry.ref: _subject(s) for s in report.statements} if report else {}
        )
        self._headings: Mapping[str, str] = (
            {s.key: f"{s.number}{s.heading.raw}" for s in report.sections}
            if report
            else {}
        )

    def of(self, ref: Ref) -> tuple[str, str, str]:
        """Form name, row label and column label, each ``""`` where there is none."""
        form = terms.FORMS.get(ref.form, ref.form)
        if ref.form == "report":
            subject = self._statements.get(ref, "")
            return form, subject or self._headings.get(ref.key, ""), ""
        sheet = self._sheets.get((ref.form, ref.key))
        if sheet is None:
            return form, terms.ROWS.get(ref.row, ref.row), ""
        return self._form_name(form, sheet), *_cell_words(sheet, ref)

    def subject(self, ref: Ref) -> str:
        """A cell as the subject of a sentence: its row in quotes, then its column."""
        _, row, column = self.of(ref)
        return f"“{row}”{column}" if row else column

    def others(self, at: Ref, refs: Sequence[Ref]) -> str:
        """Other cells as the object of a sentence, named with their form where that is
        not the form of ``at``; a long list is cut short."""
        names = [
            self.subject(ref)
            if (ref.form, ref.key) == (at.form, at.key)
            or ref.form == at.form == "report"
            else f"{_short(self.of(ref)[0])}{self.subject(ref)}"
            for ref in refs
        ]
        names = list(dict.fromkeys(names))
        if len(names) > SHOWN:
            return "、".join(names[: SHOWN - 1]) + f"等{len(names)}项"
        return "、".join(names)

    def _form_name(self, form: str, sheet: Sheet) -> str:
        if sheet.form == "funds":
            return terms.FUNDS.get(sheet.key, form)
        alone = self._count[sheet.form] == 1
        name = sheet.name or sheet.key
        plain = not name or (alone and sheet.form != "project")
        return form if plain else f"{form}（{name}）"


def _subject(said: Statement) -> str:
    """What a statement speaks about, with its topic where its own words leave it out
    (实际支出数 under 基本支出情况), and only the end of a long 类款项."""
    topic = terms.TOPICS.get(said.topic.partition(".")[0], "")
    if len(said.subject) > LONGEST:
        return f"{topic}…{said.subject[-LONGEST:]}"
    return said.subject if topic in said.subject else f"{topic}{said.subject}"


def _short(form: str) -> str:
    """附件3 项目支出绩效自评表（库房改造） as 附件3（库房改造）."""
    number, _, rest = form.partition(" ")
    return number + (rest[rest.index("（") :] if "（" in rest else "")


def _cell_words(sheet: Sheet, ref: Ref) -> tuple[str, str]:
    row = sheet[ref.row] if ref.row else Row(key="", kind="")
    label = row.label.rstrip("：:") or terms.ROWS.get(ref.row, "")
    if ref.column == "actual" and row.kind == "indicator":
        return label, terms.ACTUAL_OF_INDICATOR
    if ref.column == "actual" and row.kind == "objective":
        return label, terms.ACTUAL_OF_OBJECTIVE
    printed = sheet.columns.get(ref.column, "") if row.kind == "expense" else ""
    return label, printed or terms.COLUMNS.get(ref.column, "")
