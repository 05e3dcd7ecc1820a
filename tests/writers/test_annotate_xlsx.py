"""Notes in a workbook: nothing else of it differs."""

import io
import zipfile

import openpyxl
import pytest
from openpyxl.comments import Comment
from writers.forms.packages import SAMPLES, filing_of, sample
from writers.forms.test_round_trip import assert_same

from jiping.model.document import Place
from jiping.rules.identities.derive import derived
from jiping.rules.identities.equations import equations
from jiping.writers.annotate_xlsx import annotate
from jiping.writers.forms import plan_of, render
from jiping.writers.mending import Remark

WRITTEN = render(
    plan_of(sample(SAMPLES[0]), derived=derived, equations=equations), ".xlsx"
)


def notes(data: bytes) -> dict[tuple[str, str], str]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {
        (sheet.title, cell.coordinate): cell.comment.text
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
    }


def remark(sheet: str, row: int, column: int, *lines: str) -> Remark:
    return Remark(Place(file="a", sheet=sheet, row=row, column=column), lines)


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def plain_book(**comments: str) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "表 & 一"
    sheet["A1"], sheet["B2"] = "甲", "=1+1"
    sheet.merge_cells("B2:C3")
    for cell, text in comments.items():
        sheet[cell].comment = Comment(text, "填表人")
    book.create_sheet("二")
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_stored_results_stay_and_so_does_the_filing() -> None:
    said = [remark("附件1", 5, 2, "一", "二 & <三>"), remark("附件2", 4, 3, "四")]
    data = annotate(WRITTEN, said, macros=False)
    assert_same(filing_of(WRITTEN, "a.xlsx"), filing_of(data, "a.xlsx"))
    assert notes(data)["附件1", "B5"] == "一\n二 & <三>"
    before, after = members(WRITTEN), members(data)
    differing = {name for name in before if before[name] != after[name]}
    assert differing == {
        "[Content_Types].xml",
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/sheet2.xml",
    }


def test_of_merged_cells_the_one_that_shows_is_marked() -> None:
    data = annotate(plain_book(), [remark("表 & 一", 3, 3, "在合并格里")], macros=False)
    assert notes(data) == {("表 & 一", "B2"): "在合并格里"}


def test_notes_that_are_there_are_kept_above_ours() -> None:
    book = plain_book(A1="原有", B2="也有")
    said = [remark("表 & 一", 1, 1, "新的"), remark("二", 1, 1, "另一张")]
    assert notes(annotate(book, said, macros=False)) == {
        ("表 & 一", "A1"): "原有\n新的",
        ("表 & 一", "B2"): "也有",
        ("二", "A1"): "另一张",
    }


def test_twice_annotated_has_both() -> None:
    once = annotate(plain_book(), [remark("二", 2, 2, "一")], macros=False)
    twice = annotate(
        once, [remark("二", 2, 2, "二"), remark("二", 4, 1, "三")], macros=False
    )
    assert notes(twice) == {("二", "B2"): "一\n二", ("二", "A4"): "三"}


def test_a_place_without_a_cell_stands_at_the_first() -> None:
    said = [Remark(Place(file="a"), ("整份",)), remark("没有这张", 1, 1, "别处")]
    assert notes(annotate(plain_book(), said, macros=False)) == {
        ("表 & 一", "A1"): "整份\n别处"
    }


def test_without_remarks_it_is_the_same_file() -> None:
    assert annotate(WRITTEN, [], macros=False) == WRITTEN


@pytest.mark.parametrize("data", [b"", b"PK\3\4", b"not a zip"])
def test_what_is_no_workbook_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError):
        annotate(data, [remark("一", 1, 1, "x")], macros=False)


def test_a_package_without_sheets_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(ValueError, match="no worksheet"):
        annotate(stream.getvalue(), [remark("一", 1, 1, "x")], macros=False)
