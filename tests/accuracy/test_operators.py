"""The mutation operators change what they say and nothing else."""

import ast
from pathlib import Path

import pytest

from benchmarks.accuracy import layout, operators
from benchmarks.accuracy.layout import take_apart
from benchmarks.accuracy.operators import Mutation, mutations
from tools.samples import CLEAN, FOLDER

SAMPLE = (FOLDER / "jichuan-heritage.txt").read_text("utf-8")


def _find(**wanted: str) -> Mutation:
    (found,) = (
        mutation
        for mutation in mutations(SAMPLE)
        if all(getattr(mutation, name) == value for name, value in wanted.items())
    )
    return found


def _line(text: str, label: str) -> list[str]:
    """The cells after a label, up to the end of its row."""
    return text.split(f"\t{label}\n", 1)[1].split("\n\n", 1)[0].split("\n\t")


def test_operators_import_nothing_of_the_program() -> None:
    for module in (operators, layout):
        tree = ast.parse(Path(module.__file__).read_text("utf-8"))
        imports = [
            n for n in ast.walk(tree) if isinstance(n, ast.Import | ast.ImportFrom)
        ]
        names = " ".join(ast.unparse(node) for node in imports)
        assert "jiping" not in names


@pytest.mark.parametrize("name", CLEAN)
def test_every_mutation_changes_the_text_and_the_order_is_fixed(name: str) -> None:
    text = (FOLDER / f"{name}.txt").read_text("utf-8")
    found = list(mutations(text))
    assert found == list(mutations(text))
    assert all(mutation.apply(text) != text for mutation in found)
    assert {m.kind for m in found} >= {"amount", "weight", "score", "rate", "count"}


@pytest.mark.parametrize(
    ("operator", "after"),
    [
        ("plus one", "215.85"),
        ("times ten", "2148.50"),
        ("digits swapped", "124.85"),
        ("negative", "-214.85"),
        ("emptied", ""),
    ],
)
def test_a_figure_inside_a_cell_with_words(operator: str, after: str) -> None:
    mutation = _find(operator=operator, before="其中：基本支出：214.85")
    assert f"\t其中：基本支出：{after}\n" in mutation.apply(SAMPLE)


def test_a_cell_is_emptied_whole() -> None:
    mutation = _find(operator="emptied", form="base", column="控制率")
    assert "\n\t\n\t18\n\t15\n\t\n\n" in mutation.apply(SAMPLE)
    assert SAMPLE.splitlines()[mutation.lines(SAMPLE)[0] - 1] == "\t83.33%"


def test_a_target_keeps_its_operator_and_unit() -> None:
    mutation = _find(
        operator="times ten",
        form="overall",
        column="年度指标值",
        row="古建筑抢险加固数量",
    )
    assert "\t≥30处\n" in mutation.apply(SAMPLE)


def test_the_total_printed_in_a_level_1_cell_is_a_weight() -> None:
    mutation = _find(operator="plus one", form="overall", before="产出指标\n(50 分)")
    assert mutation.kind == "weight"
    assert "\t产出指标\n(51 分)\n" in mutation.apply(SAMPLE)


def test_a_row_deleted_and_repeated() -> None:
    wanted = {"form": "base", "row": "政府采购金额"}
    source = "\t政府采购金额\n\t——\n\t168.5\n\t161.24\n\n"
    gone = _find(operator="row deleted", **wanted).apply(SAMPLE)
    assert gone == SAMPLE.replace(source, "")
    twice = _find(operator="row repeated", **wanted).apply(SAMPLE)
    assert twice == SAMPLE.replace(source, source * 2)


def test_figures_of_two_rows_change_places_and_labels_stay() -> None:
    mutation = _find(operator="figures of next row", form="base", row="其中：办公经费")
    text = mutation.apply(SAMPLE)
    assert _line(text, "其中：办公经费") == _line(SAMPLE, "水费、电费、差旅费")
    assert _line(text, "水费、电费、差旅费") == _line(SAMPLE, "其中：办公经费")
    assert len(text) == len(SAMPLE)


def test_a_number_of_the_prose_changed_and_dropped() -> None:
    wanted = {"form": "report", "before": "214.85万元"}
    assert "支出决算124.85万元" in _find(operator="digits swapped", **wanted).apply(
        SAMPLE
    )
    assert "支出决算万元" in _find(operator="emptied", **wanted).apply(SAMPLE)


def test_years_dates_and_list_numbers_are_left_alone() -> None:
    befores = {m.before for m in mutations(SAMPLE) if m.form == "report"}
    assert not befores & {"2024", "2025", "10", "6"}
    part = next(part for part in take_apart(SAMPLE) if part.form == "report")
    first = part.sentences[0]
    assert first.text.startswith("1.宣传")
    assert not [
        m
        for m in mutations(SAMPLE)
        if first.start <= m.start < first.end and m.kind != "sentence"
    ]


def test_a_sentence_deleted_and_repeated() -> None:
    sentence = "全年追加基本支出11.25万元，原因是兑现2023年度考核奖励。"
    gone = _find(operator="sentence deleted", before=sentence).apply(SAMPLE)
    twice = _find(operator="sentence repeated", before=sentence).apply(SAMPLE)
    assert gone == SAMPLE.replace(sentence, "")
    assert sentence * 2 in twice


def test_every_table_of_a_filing_is_told_apart() -> None:
    parts = [(part.form, part.name) for part in take_apart(SAMPLE)]
    assert [form for form, _ in parts] == [
        "base",
        "overall",
        "project",
        "project",
        "report",
        "funds",
        "funds",
        "funds",
    ]
    assert ("project", "古建筑抢险加固") in parts
