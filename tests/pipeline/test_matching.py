"""Who sent what: units, years and annexes of a whole intake."""

from pathlib import Path

import pytest

from jiping.model.delivery import Delivery, Piece
from jiping.model.document import Place
from jiping.pipeline.collecting import collect, read_units
from jiping.pipeline.matching import matched

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
LIBRARY = "泽川市澜石区图书馆"
SCHOOL = "桐浦县第二高级中学"
FULL = ("base", "overall", "report")


def piece(form: str, file: str = "a.docx", **more: object) -> Piece:
    return Piece(form=form, place=Place(file=file), **more)  # type: ignore[arg-type]


def _named(unit: str, form: str) -> str:
    """Project tables do not name the unit that hands them in."""
    return "" if form == "project" else unit


def delivery(
    unit: str,
    *forms: str,
    file: str = "a.docx",
    year: int | None = 2023,
    **more: object,
) -> Delivery:
    return Delivery(
        package=file,
        unit=unit,
        year=year,
        pieces=tuple(piece(form, file, unit=_named(unit, form)) for form in forms),
        files=(file,),
        **more,  # type: ignore[arg-type]
    )


def test_what_is_there_and_what_is_missing() -> None:
    found = matched(
        [
            delivery("甲县水利局", *FULL, file="a"),
            delivery("甲县档案馆", "base", file="b", needed={"project": "有项目支出"}),
        ]
    )
    archive, water = found.standings
    assert water.complete
    assert set(archive.missing) == {"overall", "report", "project"}
    assert archive.missing["project"] == "有项目支出"


def test_a_fund_table_is_missing_only_where_it_is_needed() -> None:
    key = "funds:government_fund"
    (row,) = matched([delivery("甲局", *FULL, needed={key: "有支出"})]).standings
    assert set(row.missing) == {key}
    found = (*delivery("甲局", *FULL).pieces, piece("funds", key="government_fund"))
    sent = Delivery(
        package="a",
        unit="甲局",
        year=2023,
        pieces=found,
        files=("a",),
        needed={key: ""},
    )
    assert matched([sent]).standings[0].complete


def test_a_name_with_its_place_and_without_is_one_unit() -> None:
    one, other = (
        delivery("水利局", "base", file="a"),
        delivery("云溪县水利局", "overall", "report", file="b"),
    )
    (row,) = matched([one, other]).standings
    assert row.unit == "云溪县水利局"
    assert not row.missing


@pytest.mark.parametrize(
    "other", ["云溪县水利局机关服务中心", "云溪县小水利局", "县局"]
)
def test_other_names_are_other_units(other: str) -> None:
    found = matched([delivery("水利局", "base"), delivery(other, "base", file="b")])
    assert len(found.standings) == 2


def test_a_short_name_that_fits_two_units_is_its_own() -> None:
    units = ("甲县水利局", "乙县水利局", "水利局")
    found = matched([delivery(unit, "base", file=unit) for unit in units])
    assert [row.unit for row in found.standings] == sorted(units)


def test_years_are_rows_and_one_without_joins_the_only_one() -> None:
    sent = [
        delivery("甲局", "base", file="a"),
        delivery("甲局", "overall", file="b", year=None),
    ]
    assert [row.year for row in matched(sent).standings] == [2023]
    sent.append(delivery("甲局", "base", file="c", year=2022))
    assert [row.year for row in matched(sent).standings] == [None, 2022, 2023]


def test_the_same_unit_twice_is_not_decided() -> None:
    sent = [
        delivery("甲局", *FULL, file="旧.docx"),
        delivery("甲局", *FULL, file="新.docx"),
    ]
    (row,) = matched(sent).standings
    assert row.sets == ("新.docx", "旧.docx")
    assert {double.column for double in row.doubles} == set(FULL)
    assert all(double.alike for double in row.doubles)


def test_project_tables_are_double_by_name() -> None:
    names = (("道路养护", "1"), ("道路养护", "2"), ("路灯", "3"))
    tables = tuple(piece("project", name=name, digest=text) for name, text in names)
    sent = Delivery(package="a", unit="甲局", year=2023, pieces=tables, files=("a",))
    (row,) = matched([sent]).standings
    (double,) = row.doubles
    assert (double.name, double.alike, len(double.places)) == ("道路养护", False, 2)


def test_a_table_without_a_unit_is_placed_by_its_path() -> None:
    sent = [
        delivery("甲县水利局", "base", file="报送/甲县水利局/附件1.docx"),
        delivery("", "project", file="报送/甲县水利局/附件3.docx"),
        delivery("", "project", file="报送/水利局附件3.docx"),
        delivery("", "project", file="报送/附件3.docx"),
    ]
    found = matched(sent)
    assert len(found.standings[0].pieces["project"]) == 2
    assert [stray.file for stray in found.strays] == ["报送/附件3.docx"]
    assert "单位名称" in found.strays[0].reason


def test_a_file_under_the_name_of_another_unit_is_said() -> None:
    sent = [
        delivery("甲县水利局", *FULL, file="甲县水利局.docx"),
        delivery("甲县档案馆", *FULL, file="甲县水利局（新）.docx"),
    ]
    archive, water = matched(sent).standings
    assert "甲县水利局" in archive.remarks[0]
    assert not water.remarks


def test_several_units_in_one_file() -> None:
    sent = [delivery("甲县水利局", *FULL), delivery("甲县档案馆", *FULL)]
    (mixed,) = matched(sent).mixed
    assert mixed.name == "a.docx"
    assert set(mixed.units) == {"甲县水利局", "甲县档案馆"}


def test_the_list_tells_who_is_silent_and_who_is_not_on_it() -> None:
    found = matched([delivery("水利局", *FULL)], ["甲县水利局", "甲县档案馆"])
    assert found.silent == ("甲县档案馆",)
    assert found.expected == 2
    assert [(row.unit, row.listed) for row in found.standings] == [("甲县水利局", True)]
    (row,) = matched([delivery("丙局", *FULL)], ["甲县水利局"]).standings
    assert row.listed is False


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", f"{LIBRARY}\n\n{SCHOOL}\n{SCHOOL}\n"),
        ("a.csv", f"序号,单位名称,联系人\n1,{LIBRARY},张三\n2,{SCHOOL},李四\n"),
        ("b.csv", f"1,{LIBRARY}\n2,{SCHOOL}\n"),
    ],
)
def test_lists_of_units(tmp_path: Path, name: str, content: str) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    assert read_units(path) == (LIBRARY, SCHOOL)


def test_a_list_in_a_workbook(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in (("序号", "单位名称"), (1, LIBRARY), (2, SCHOOL)):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    assert read_units(tmp_path / "a.xlsx") == (LIBRARY, SCHOOL)


@pytest.mark.parametrize("content", [b"", b"1,2\n3,4\n"])
def test_a_list_without_names_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.csv").write_bytes(content)
    with pytest.raises(ValueError, match="。"):
        read_units(tmp_path / "a.csv")


def test_samples_in_one_folder(tmp_path: Path) -> None:
    for name in ("lanshi-library", "tongpu-school"):
        data = (SAMPLES / f"{name}.docx").read_bytes()
        (tmp_path / f"{name}.docx").write_bytes(data)
    text = (SAMPLES / "lanshi-library.txt").read_text(encoding="utf-8")
    (tmp_path / "又一份.txt").write_text(
        text.replace("3,655,041.25", "3,655,041.26"), encoding="utf-8"
    )
    (tmp_path / "通知.txt").write_text("请按时报送。", encoding="utf-8")
    (tmp_path / "坏.docx").write_bytes(b"PK")
    found = collect([str(tmp_path)], expected=[LIBRARY, SCHOOL, "桐浦县档案馆"])
    library, school = found.standings
    assert (library.unit, school.unit) == (LIBRARY, SCHOOL)
    assert len(library.sets) == 2
    assert {d.column: d.alike for d in library.doubles}["overall"] is False
    assert {d.column: d.alike for d in library.doubles}["base"] is True
    assert len(school.pieces["project"]) == 3
    assert school.complete
    assert found.silent == ("桐浦县档案馆",)
    assert [(Path(s.file).name, s.unread) for s in found.strays] == [
        ("坏.docx", True),
        ("通知.txt", False),
    ]


def test_two_units_and_two_years_in_one_file(tmp_path: Path) -> None:
    text = (SAMPLES / "lanshi-library.txt").read_text(encoding="utf-8")
    other = (SAMPLES / "tongpu-school.txt").read_text(encoding="utf-8")
    (tmp_path / "a.txt").write_text(text + "\n" + other, encoding="utf-8")
    found = collect([str(tmp_path)])
    assert {row.unit for row in found.standings} == {LIBRARY, SCHOOL}
    assert found.mixed[0].name.endswith("a.txt")


def test_a_table_that_names_another_unit_is_said() -> None:
    pieces = (
        piece("base", unit="甲县水利局"),
        piece("overall", "b.docx", unit="甲县档案馆"),
        piece("report", unit="水利局"),
    )
    sent = Delivery(
        package="a", unit="甲县水利局", year=2023, pieces=pieces, files=("a.docx",)
    )
    (row,) = matched([sent]).standings
    (remark,) = row.remarks
    assert "附件2 整体支出绩效自评表写的单位是甲县档案馆" in remark
    assert "b.docx" in remark


def test_who_carries_out_a_project_is_not_who_reports_on_it() -> None:
    sent = [
        delivery("甲县水利局", *FULL, file="甲县水利局/自评.docx"),
        delivery("甲县供水站", "project", file="甲县水利局/附件3.docx"),
    ]
    found = matched(sent)
    assert [row.unit for row in found.standings] == ["甲县水利局"]
    assert len(found.standings[0].pieces["project"]) == 1


@pytest.mark.parametrize("names", [("附件1.txt", "附件2.txt"), ("甲.txt", "乙.txt")])
def test_files_of_two_units_in_one_package(
    tmp_path: Path, names: tuple[str, str]
) -> None:
    """附件1 of one unit and 附件2 of another, wherever the names put them."""
    one = (SAMPLES / "yanhu-petition.txt").read_text(encoding="utf-8")
    other = (SAMPLES / "zechuan-lighting.txt").read_text(encoding="utf-8")
    base = one.partition("\n附件2")[0]
    overall = other.partition("\n附件2")[2].partition("\n附件3")[0]
    (tmp_path / names[0]).write_text(base, encoding="utf-8")
    (tmp_path / names[1]).write_text(f"附件2{overall}", encoding="utf-8")
    found = collect([str(tmp_path)])
    said = [remark for row in found.standings for remark in row.remarks]
    assert len(found.standings) == 2 or any("不同" in remark for remark in said)
