"""The words of the forms: severities, forms, places; and text made safe for a line."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from types import MappingProxyType

from jiping.forms import forms
from jiping.model.document import Place
from jiping.model.filing import Filing, Row
from jiping.model.finding import Severity
from jiping.model.terms import FORMS, LEVEL2, ROLES, ROWS

SEVERITY_WORDS = MappingProxyType(
    {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.INFO: "提示"}
)
FORM_ORDER = tuple(FORMS)
# Forms of which a package may hold several, told apart by name.
NAMED_FORMS = frozenset({"project", "funds"})
LEVEL_WORDS = MappingProxyType({"error": "未读出", "warning": "注意", "info": "说明"})
SKIP_WORD = "未检查"


def plain(text: str) -> str:
    """One line: line breaks, control and direction characters become single spaces.

    A filing is written by others; printed as it is, it could steer the terminal.
    """
    return " ".join(
        "".join(char if char.isprintable() else " " for char in text).split()
    )


def sheet_name(filing: Filing, form: str, key: str) -> str:
    """The name of the one project or fund that is meant; empty for other forms."""
    if form not in NAMED_FORMS:
        return ""
    sheet = filing.sheet(form, key)
    # A table that is not there has the name of the chapter on it.
    return plain((sheet.name if sheet else "") or ROLES.get(key, key))


def form_heading(filing: Filing, form: str, key: str = "") -> str:
    """``附件1 基础数据表``, ``附件3 道路养护``: annex as printed, then the name."""
    annex, _, title = FORMS.get(form, form).rpartition(" ")
    sheet = filing.report if form == "report" else filing.sheet(form, key)
    if sheet is not None and sheet.annex:
        annex = plain(sheet.annex)
    return f"{annex} {sheet_name(filing, form, key) or title}".strip()


def row_words(row: Row) -> str:
    """The label as printed, else the word for what the row is."""
    known = ROWS.get(row.key) or LEVEL2.get(row.key.partition("#")[0])
    return plain(row.label) or known or row.key


def identity_words(filing: Filing) -> str:
    """``云溪县水利局  2023年度  版式：…``: whose package this is, as far as it is known."""
    year = "年度不明" if filing.year is None else f"{filing.year}年度"
    return f"{plain(filing.unit) or '单位不明'}  {year}  {layout_words(filing.layout)}"


def layout_words(layout: str) -> str:
    """The name of the form that was recognised, or that none was."""
    form = forms().get(layout)
    return f"版式：{form.name if form else layout or '未识别，按栏目名称读取'}"


def place_words(place: Place, *, file: bool = False) -> str:
    """``行12``, ``表1 第5行第3列``, ``工作表“附件1”第5行第3列``, ``第3页表1 第5行``,
    ``第12段``; in front the file's name if asked for.
    """
    words = plain(place.file) if file else ""
    return f"{words} {_position(place)}".strip() or "整份"


def _position(place: Place) -> str:
    if place.lines:
        return "行" + "、".join(_spans(place.lines))
    row = "" if place.row is None else f"第{place.row}行"
    column = "" if place.column is None else f"第{place.column}列"
    if place.sheet:
        return f"工作表“{plain(place.sheet)}”{row}{column}"
    page = "" if place.page is None else f"第{place.page}页"
    if place.table is None:
        return page + ("" if place.paragraph is None else f"第{place.paragraph}段")
    return f"{page}表{place.table} {row}{column}".strip()


def _spans(lines: Iterable[int]) -> Iterator[str]:
    """``3 4 5 9`` as ``3-5``, ``9``."""
    ordered = sorted(set(lines))
    breaks = [0, *(i + 1 for i, (a, b) in enumerate(pairwise(ordered)) if b != a + 1)]
    for start, stop in pairwise([*breaks, len(ordered)]):
        first, last = ordered[start], ordered[stop - 1]
        yield str(first) if first == last else f"{first}-{last}"
