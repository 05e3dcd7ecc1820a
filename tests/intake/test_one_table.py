"""One table, however it is sent."""

from collections.abc import Sequence

import pytest
from intake.documents import raws
from intake.water_station import (
    INDICATOR_HEADER,
    INDICATORS,
    OVERALL,
    REST,
    TITLE,
    WHOLE,
    check_water_station,
    overall,
)

SIGNED = "填表人：甲    填报日期：2025.3.1    联系电话：    单位负责人签字："


def without_leading_blanks(rows: Sequence[list[str]]) -> list[list[str]]:
    return [row[next((i for i, text in enumerate(row) if text), 0) :] for row in rows]


@pytest.mark.parametrize(
    "blocks",
    [
        ("附件2", TITLE, WHOLE, SIGNED),
        ("附件二", "", TITLE, "单位：万元", WHOLE),
        (f"附表2：{TITLE}", WHOLE),
        (TITLE, WHOLE),
        (WHOLE,),
        ("2024年度", "部门整体支出绩效自评表", WHOLE),
        ([["附件 2"], [TITLE], *WHOLE, [SIGNED]],),
        ("附件2", TITLE, [*OVERALL, *INDICATORS], "", REST, SIGNED),
        (
            "附件2",
            TITLE,
            [*OVERALL, *INDICATORS],
            "附件2（续）",
            [INDICATOR_HEADER, *REST],
        ),
        ("附件2", TITLE, OVERALL, INDICATORS, REST),
        (
            "附件2",
            TITLE,
            without_leading_blanks(OVERALL)
            + INDICATORS[:1]
            + without_leading_blanks(INDICATORS[1:] + REST),
        ),
    ],
    ids=[
        "usual",
        "spaced",
        "one-line",
        "no-annex",
        "no-title",
        "two-line-title",
        "rows",
        "page-break",
        "continued",
        "three-tables",
        "cells-left-out",
    ],
)
def test_one_table_however_it_is_sent(blocks: tuple[object, ...]) -> None:
    check_water_station(overall(*blocks))


def test_columns_in_another_order() -> None:
    order = [0, 1, 2, 3, 6, 4, 5, 7, 8]
    moved = [[row[i] for i in order] for row in (*INDICATORS, REST[0])]
    check_water_station(overall(TITLE, [*OVERALL, *moved, REST[1]]))


def test_cells_whose_borders_do_not_line_up() -> None:
    grid = [
        [("预算部门、单位名称", 3), ("云溪县水文站", 12)],
        [
            ("年度预算申请", 1, 3),
            ("", 3),
            "年初预算数",
            ("全年预算数", 4),
            ("全年执行数", 2),
            ("分值", 2),
            "执行率",
            "得分",
        ],
        [("年度资金总额", 3), "1", ("2", 4), ("3", 2), ("10", 2), "100%", "10"],
        [("其中：一般公共预算：2", 7), ("其中：基本支出：3", 7)],
        [
            ("绩效指标", 1, 3),
            "一级指标",
            ("二级指标", 2),
            ("三级指标", 3),
            ("年度指标值", 2),
            ("实际完成值", 2),
            ("分值", 2),
            "得分",
            "偏差原因",
        ],
        [
            ("产出指标\n（50分）", 1, 2),
            ("数量指标", 2),
            ("甲", 3),
            ("≥1个", 2),
            ("2个", 2),
            ("25", 2),
            "25",
            "",
        ],
        [
            ("时效指标", 2),
            ("乙", 3),
            ("12月底前", 2),
            ("11月", 2),
            ("25", 2),
            "24",
            "略",
        ],
        [("总分", 11), ("100", 2), "99", ""],
    ]
    sheet = overall(TITLE, grid)
    assert raws(sheet["total"])["executed"] == "3"
    assert raws(sheet["output.timeliness.乙"])["actual"] == "11月"
    assert raws(sheet["output.timeliness.乙"])["level1"] == "产出指标"
    assert raws(sheet["output.timeliness.乙"])["deviation_note"] == "略"
    assert raws(sheet["score_total"]) == {"weight": "100", "score": "99", "note": ""}
