"""The grade of 附件5 as lines and as JSON."""

import io
import json
from dataclasses import replace
from decimal import Decimal
from functools import partial

from writers.outcomes import OUTCOME, UNREADABLE

from jiping.model.document import Place
from jiping.model.grade import Deduction, Evidence, Grade, GradeItem
from jiping.model.values import Ref
from jiping.writers import Options, grades

ITEM = GradeItem(
    key="completeness.body",
    stage="自评报告",
    name="完整性",
    part="报告正文",
    points=Decimal(8),
    awarded=Decimal(6),
    low=Decimal(6),
    high=Decimal(6),
    clause="缺一部分扣2分。",
    deductions=(
        Deduction(
            points=Decimal(2),
            reason="没有政府性基金一节",
            refs=(Ref("report"),),
            places=(Place(file="a", lines=(9,)),),
            rules=("BD101",),
        ),
    ),
)
PROPOSED = replace(
    ITEM,
    key="problems",
    name="反映问题",
    part="",
    awarded=None,
    low=Decimal(13),
    high=Decimal(16),
    points=Decimal(20),
    deductions=(),
    evidence=(
        Evidence(
            text="只写了资金",
            places=tuple(Place(file="a", paragraph=n) for n in range(1, 8)),
        ),
    ),
)
OPEN = replace(
    ITEM,
    key="notice.issued",
    stage="布置自评",
    awarded=None,
    low=None,
    high=None,
    deductions=(),
    open_reason="须附自评通知",
)
GRADE = Grade(items=(OPEN, ITEM, PROPOSED), citation="《示例办法》附件5")


def written(write, *outcomes, grade=GRADE):
    stream = io.StringIO()
    partial(write, grade=lambda outcome: grade)(outcomes, stream, Options())
    return stream.getvalue()


def test_every_item_shows_points_clause_and_grounds():
    shown = written(grades.write_text, OUTCOME).splitlines()
    assert shown.index("  布置自评") < shown.index("  自评报告")
    assert "    完整性·报告正文（8分）  6分" in shown
    assert "      标准：缺一部分扣2分。" in shown
    assert "      扣2分：没有政府性基金一节（行9，BD101）" in shown
    assert "    反映问题（20分）  建议13至16分" in shown
    assert any("第5段等7处" in line and "第6段" not in line for line in shown)
    assert "    完整性·报告正文（8分）  待定" in shown
    assert "      待定：须附自评通知" in shown


def test_totals_leave_nothing_out():
    shown = written(grades.write_text, OUTCOME)
    words = "已定 6分（满分8分），建议 13至16分（满分20分），待定 8分。"
    assert words in shown
    (package,) = json.loads(written(grades.write_json, OUTCOME))["packages"]
    assert package["totals"]["awarded"] == "6"
    assert package["totals"]["open_points"] == "8"


def test_a_year_without_a_rubric_says_so():
    shown = written(grades.write_text, OUTCOME, grade=Grade(items=()))
    assert "没有可用的考核评分表" in shown


def test_an_unreadable_package_is_not_graded():
    shown = written(grades.write_text, UNREADABLE)
    assert "不是完整的 Word 文件" in shown
    assert "完整性" not in shown


def test_points_are_null_where_a_person_decides():
    (package,) = json.loads(written(grades.write_json, OUTCOME))["packages"]
    opened, decided, proposed = package["items"]
    assert (opened["state"], opened["awarded"], opened["low"]) == ("open", None, None)
    assert (decided["state"], decided["awarded"]) == ("decided", "6")
    assert decided["deductions"][0]["refs"] == [["report", "", "", ""]]
    assert (proposed["low"], proposed["high"]) == ("13", "16")
