"""Whatever the document, intake gives a filing and every address a place."""

from hypothesis import given, settings
from hypothesis import strategies as st
from intake.documents import table

from jiping.forms import VOCABULARY, forms
from jiping.intake import filings
from jiping.model.document import Cell, Document, Paragraph, Place, Table

_FORM = forms()[VOCABULARY]
_LABELS = sorted(
    {
        label
        for sheet in _FORM.sheets.values()
        for row in sheet.rows.values()
        for label in row.labels
    }
    | {
        label
        for sheet in _FORM.sheets.values()
        for block in sheet.blocks.values()
        for column in block.columns.values()
        for label in column.labels
    }
    | {label for kind in _FORM.classes.values() for label in kind.labels}
)
words = st.one_of(
    st.sampled_from(_LABELS),
    st.sampled_from(
        [
            "",
            "附件1",
            "附件二",
            "10",
            "100%",
            "/",
            "……",
            "产出指标(50分)",
            "填表人：",
            "单位：元",
            "2023年度部门整体支出绩效自评表",
            "一、部门基本情况",
            "其中：基本支出：1.2",
        ]
    ),
    st.text(max_size=12),
)
rows = st.lists(st.lists(words, min_size=1, max_size=9), min_size=1, max_size=12)


@st.composite
def grids(draw: st.DrawFn) -> Table:
    """Cells anywhere, overlapping, beyond the table's edge, and nested tables."""
    count = draw(st.integers(0, 8))
    cells = tuple(
        Cell(
            row=draw(st.integers(1, 6)),
            column=draw(st.integers(1, 6)),
            row_span=draw(st.integers(1, 4)),
            column_span=draw(st.integers(1, 4)),
            text=draw(words),
            place=Place(file="a", table=1),
            tables=(table(draw(rows)),) if draw(st.integers(0, 5)) == 5 else (),
        )
        for _ in range(count)
    )
    return Table(
        rows=draw(st.integers(0, 6)),
        columns=6,
        cells=cells,
        place=Place(file="a", table=1),
    )


blocks = st.one_of(
    rows.map(table),
    grids(),
    words.map(lambda text: Paragraph(text=text, place=Place(file="a", paragraph=1))),
)
documents = st.lists(blocks, max_size=8).map(
    lambda found: Document(name="a", format="docx", blocks=tuple(found))
)


@settings(max_examples=150, deadline=None)
@given(st.lists(documents, max_size=2))
def test_every_document_gives_filings_with_places(sent: list[Document]) -> None:
    found = filings(sent)
    assert found
    for filing in found:
        refs = [entry.ref for sheet in filing.sheets for entry in sheet.entries()]
        refs += (
            [entry.ref for entry in filing.report.entries()] if filing.report else []
        )
        assert len(refs) == len(set(refs))
        assert [ref for ref in refs if ref not in filing.places] == []
        assert (
            filing.sheets
            or filing.report
            or any(n.level == "error" for n in filing.notes)
        )
