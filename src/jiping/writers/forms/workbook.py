"""A plan as an Excel workbook: our own SpreadsheetML, the same bytes for the same plan.

One worksheet a page, as the Word forms print them; identities are live formulas whose
results are kept in the file, so that a reader that does not calculate sees them too.
"""

from collections.abc import Mapping, Sequence

from jiping.model.values import Ref
from jiping.writers.forms.package import HEAD, packed
from jiping.writers.forms.plan import Plan
from jiping.writers.forms.word_parts import core_properties, escaped
from jiping.writers.forms.workbook_checks import CHECKS, checks
from jiping.writers.forms.workbook_formulas import (
    Result,
    Spot,
    formulas,
    quoted_sheet,
)
from jiping.writers.forms.workbook_layout import Laid, laid
from jiping.writers.forms.workbook_sheet import worksheet
from jiping.writers.forms.workbook_styles import MAIN, Styles

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_CORE = "application/vnd.openxmlformats-package.core-properties+xml"
_ROOT = (
    f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" '
    'Target="docProps/core.xml"/></Relationships>'
)


def render(plan: Plan) -> bytes:
    """The bytes of the .xlsx. Raises ValueError (a Chinese sentence) for a text that no
    cell can hold."""
    return packed(parts(plan))


def parts(plan: Plan) -> dict[str, str]:
    """Every part of the package by its name."""
    sheets = [laid(page, plan.layout) for page in plan.pages]
    spots = _spots(sheets)
    found = formulas(plan.equations, spots)
    styles = Styles(plan.layout)
    drawn = _drawn(plan, sheets, spots, found, styles)
    names = list(drawn)
    made = {
        "[Content_Types].xml": _types(len(names)),
        "_rels/.rels": _ROOT,
        "docProps/core.xml": core_properties(plan.title),
        "xl/workbook.xml": _workbook(names, sheets),
        "xl/_rels/workbook.xml.rels": _relations(len(names)),
        "xl/styles.xml": styles.part(),
    }
    for number, text in enumerate(drawn.values(), start=1):
        made[f"xl/worksheets/sheet{number}.xml"] = text
    return {name: HEAD + text for name, text in made.items()}


def _drawn(
    plan: Plan,
    sheets: Sequence[Laid],
    spots: Mapping[Ref, Spot],
    found: Mapping[Ref, Result],
    styles: Styles,
) -> dict[str, str]:
    """The worksheets by their names, the list of checks last."""
    drawn = {
        sheet.page.name: worksheet(sheet, plan.layout, spots, found, styles)
        for sheet in sheets
    }
    listed = checks(plan, spots, styles)
    return drawn | ({CHECKS: listed} if listed else {})


def _spots(sheets: Sequence[Laid]) -> dict[Ref, Spot]:
    """Where every cell with an address stands."""
    return {
        slot.box.ref: Spot(
            sheet=sheet.page.name,
            row=slot.row,
            column=slot.column,
            box=slot.box,
            content=slot.content,
        )
        for sheet in sheets
        for slot in sheet.slots
        if slot.box is not None and slot.box.ref is not None
        if slot.box.role == "value"
    }


def _types(sheets: int) -> str:
    listed = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" '
        f'ContentType="{_TYPE}.worksheet+xml"/>'
        for number in range(1, sheets + 1)
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>'
        f'<Override PartName="/docProps/core.xml" ContentType="{_CORE}"/>{listed}</Types>'
    )


def _relations(sheets: int) -> str:
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/worksheet" '
        f'Target="worksheets/sheet{number}.xml"/>'
        for number in range(1, sheets + 1)
    )
    styles = f'<Relationship Id="rId{sheets + 1}" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    return (
        f'<Relationships xmlns="{_PACKAGE}/relationships">{listed}{styles}'
        "</Relationships>"
    )


def _workbook(names: Sequence[str], sheets: Sequence[Laid]) -> str:
    listed = "".join(
        f'<sheet name="{escaped(name)}" sheetId="{number}" r:id="rId{number}"/>'
        for number, name in enumerate(names, start=1)
    )
    titles = "".join(
        f'<definedName name="_xlnm.Print_Titles" localSheetId="{number}">'
        f"{escaped(quoted_sheet(sheet.page.name))}!${sheet.heads[0]}:${sheet.heads[1]}"
        "</definedName>"
        for number, sheet in enumerate(sheets)
        if sheet.heads
    )
    if CHECKS in names:
        titles += (
            f'<definedName name="_xlnm.Print_Titles" localSheetId="{len(sheets)}">'
            f"{quoted_sheet(CHECKS)}!$1:$1</definedName>"
        )
    named = f"<definedNames>{titles}</definedNames>" if titles else ""
    return (
        f'<workbook xmlns="{MAIN}" xmlns:r="{_OFFICE}"><bookViews><workbookView '
        'xWindow="0" yWindow="0" windowWidth="24000" windowHeight="14000"/></bookViews>'
        f"<sheets>{listed}</sheets>{named}"
        '<calcPr calcId="191029" fullCalcOnLoad="1"/></workbook>'
    )
