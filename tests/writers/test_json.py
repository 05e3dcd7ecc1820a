"""JSON outputs against their published schemas, and a filing there and back."""

import io
import json
from dataclasses import fields, replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from writers.outcomes import FILING, LEAD, OUTCOME, UNREADABLE, moved_to_lines

from jiping.model.document import Note, Place
from jiping.model.filing import Filing, Report, Row, Section, Sheet, Statement
from jiping.model.finding import Skipped
from jiping.model.values import Entry, Gap, Measure, Ref
from jiping.writers import Options, filing_json, findings_json, schemas, scores


def written(write, *outcomes):
    stream = io.StringIO()
    write(outcomes, stream, Options())
    return json.loads(stream.getvalue())


def validator(name):
    schema = json.loads(schemas.read(name))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


@pytest.mark.parametrize("name", schemas.NAMES)
def test_every_object_of_a_schema_is_closed_and_complete(name):
    def walk(part):
        if isinstance(part, dict):
            if "properties" in part and "required" in part:
                assert part["additionalProperties"] is False
                assert set(part["required"]) == set(part["properties"])
            for inner in part.values():
                walk(inner)
        elif isinstance(part, list):
            for inner in part:
                walk(inner)

    walk(json.loads(schemas.read(name)))


@pytest.mark.parametrize(
    ("record", "name", "part"),
    [
        (Filing, "filing", "filing"),
        (Sheet, "filing", "sheet"),
        (Row, "filing", "row"),
        (Entry, "filing", "entry"),
        (Measure, "filing", "measure"),
        (Report, "filing", "report"),
        (Section, "filing", "section"),
        (Statement, "filing", "statement"),
        (Place, "filing", "place"),
        (Note, "filing", "note"),
        (Place, "findings", "place"),
        (Skipped, "findings", "skipped"),
    ],
)
def test_no_field_of_a_record_is_left_out(record, name, part):
    published = json.loads(schemas.read(name))["$defs"][part]["properties"]
    if issubclass(record, tuple):
        stated = set(record._fields)
    else:
        # An index over the record's own parts is made anew and not written.
        stated = {field.name for field in fields(record) if field.init}
    assert stated - {"at"} <= set(published)


def test_findings_are_as_published():
    for outcomes in ([], [OUTCOME], [OUTCOME, UNREADABLE, moved_to_lines(OUTCOME)]):
        validator("findings").validate(written(findings_json.write, *outcomes))


def test_the_schema_refuses_another_shape():
    data = written(findings_json.write, OUTCOME)
    data["packages"][0]["findings"][0]["severity"] = "bad"
    assert not validator("findings").is_valid(data)


def test_a_finding_says_where_and_how_much():
    found = written(findings_json.write, OUTCOME)["packages"][0]["findings"]
    lead, follows, score = found
    assert lead["title"] == "三公经费合计不符"
    assert (lead["form"], lead["row"], lead["column"]) == (
        "base",
        "three_public",
        "actual",
    )
    assert lead["place"]["row"] == 3
    assert lead["group"] == follows["group"] == "G1"
    assert (lead["lead"], follows["lead"]) == (True, False)
    assert score["name"] == "河道清淤"


def test_every_source_line_is_there_in_order():
    data = written(findings_json.write, moved_to_lines(OUTCOME))
    assert data["packages"][0]["findings"][0]["lines"] == [9, 12, 13]


def test_the_run_adds_up():
    data = written(findings_json.write, OUTCOME, UNREADABLE)
    assert data["summary"]["unreadable"] == 1
    assert data["summary"]["findings"] == {"error": 1, "warning": 1, "info": 1}
    assert data["packages"][1]["notes"][0]["level"] == "error"


def test_packages_are_written_one_by_one():
    stream = io.StringIO()
    lengths = []

    def outcomes():
        for _ in range(3):
            lengths.append(len(stream.getvalue()))
            yield OUTCOME

    findings_json.write(outcomes(), stream, Options())
    assert lengths[0] < lengths[1] < lengths[2]


def test_a_file_name_that_is_not_text_stays_valid_json():
    place = Place(file="a\udcff.docx")
    odd = replace(OUTCOME, findings=(replace(LEAD, place=place, places=(place,)),))
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="utf-8", errors="backslashreplace")
    findings_json.write([odd], stream, Options())
    stream.flush()
    data = json.loads(raw.getvalue())
    assert data["packages"][0]["findings"][0]["place"]["file"] == "a\udcff.docx"


def test_a_filing_is_as_published_and_comes_back_equal():
    data = written(filing_json.write, OUTCOME, UNREADABLE)
    validator("filing").validate(data)
    assert filing_json.parse(data["packages"][0]["filing"]) == FILING
    assert filing_json.parse(data["packages"][1]["filing"]) == UNREADABLE.filing


def test_figures_are_text_and_cells_carry_their_places():
    cell = filing_json.dump(FILING)["sheets"][0]["rows"][0]["cells"]["actual"]
    assert (cell["value"], cell["type"], cell["gap"]) == ("4.80", "number", None)
    assert cell["place"]["column"] == 3
    blank = filing_json.dump(FILING)["sheets"][0]["rows"][1]["cells"]["budget"]
    assert (blank["value"], blank["gap"]) == (None, "blank")


numbers = st.decimals(allow_nan=False, allow_infinity=False, places=2)
measures = st.builds(
    Measure,
    kind=st.sampled_from(["number", "range", "text", "none"]),
    number=st.none() | numbers,
    upper=st.none() | numbers,
    approximate=st.booleans(),
    several=st.booleans(),
    bare=st.booleans(),
)


@given(
    value=numbers | st.text() | st.sampled_from(Gap),
    raw=st.text(),
    key=st.text(),
    measure=st.none() | measures,
    line=st.none() | st.integers(1, 9),
)
def test_any_cell_comes_back_as_it_was(value, raw, key, measure, line):
    ref = Ref("project", key, "r/1", "score")
    cell = Entry(ref=ref, raw=raw, value=value, unit="分", measure=measure)
    row = Row(key="r/1", kind="indicator", cells={"score": cell})
    places = {} if line is None else {ref: Place(file="a", lines=(line,))}
    filing = Filing(
        unit="某局",
        year=2023,
        layout="",
        sheets=(Sheet(form="project", key=key, rows=(row,)),),
        report=None,
        places=places,
    )
    text = json.dumps(filing_json.dump(filing))
    assert filing_json.parse(json.loads(text)) == filing


def test_a_number_with_a_huge_exponent_is_not_spelled_out():
    ref = Ref("base", "", "r", "c")
    row = Row(
        key="r", kind="", cells={"c": Entry(ref=ref, raw="", value=Decimal("1E+9999"))}
    )
    filing = replace(FILING, sheets=(Sheet(form="base", rows=(row,)),), report=None)
    assert len(json.dumps(filing_json.dump(filing))) < 5000
    assert filing_json.parse(filing_json.dump(filing)).sheets == filing.sheets


@pytest.mark.parametrize(
    "data", [{}, {"unit": "某局"}, filing_json.dump(FILING) | {"sheets": [{}]}]
)
def test_other_data_is_refused_with_a_sentence(data):
    with pytest.raises(ValueError, match="不是 jiping read 导出的申报数据"):
        filing_json.parse(data)


def test_scores_side_by_side():
    (package,) = written(scores.write_json, OUTCOME)["packages"]
    (sheet,) = package["sheets"]
    length, total = sheet["rows"]
    assert (length["printed"], length["computed"]) == ("20", "18")
    assert (length["low"], length["high"]) == ("17.5", "18.5")
    assert (total["printed"], total["computed"]) == ("98", None)
