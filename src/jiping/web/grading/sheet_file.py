"""The grade of a department as 附件5 on paper."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from jiping.model.filing import Filing
from jiping.model.finding import Outcome
from jiping.model.grade import Deduction, Evidence, Grade, GradeItem
from jiping.web.grading.models import DepartmentGrade, GradedItem
from jiping.writers.grade_sheet import SUFFIXES, grade_file

__all__ = ["SUFFIXES", "as_grade", "sheet_file"]


def sheet_file(grade: DepartmentGrade, suffix: str) -> bytes:
    """The sheet as ``.docx`` or ``.pdf``. Raises ValueError (a Chinese sentence) for
    another suffix, or where what a PDF needs is not installed."""
    filing = Filing(
        unit=grade.department.name,
        year=grade.campaign.year,
        layout=grade.campaign.form,
        sheets=(),
        report=None,
        places={},
    )
    outcome = Outcome(
        package=grade.department.name,
        filing=filing,
        findings=(),
        skipped=(),
        computed={},
        cards={},
    )
    return grade_file(outcome, as_grade(grade), suffix)


def as_grade(grade: DepartmentGrade) -> Grade:
    """The rows as the record that writers draw."""
    items = grade.items.select_related("objection").all()
    return Grade(items=tuple(map(_item, items)), citation=grade.citation)


def _item(row: GradedItem) -> GradeItem:
    grounds = row.grounds
    item = GradeItem(
        key=row.key,
        stage=row.stage,
        name=row.name,
        part=row.part,
        points=_bare(row.points),
        awarded=None if row.awarded is None else _bare(row.awarded),
        low=None if row.low is None else _bare(row.low),
        high=None if row.high is None else _bare(row.high),
        clause=row.clause,
        deductions=tuple(
            Deduction(
                points=Decimal(each["points"]),
                reason=each["text"],
                rules=tuple(each["rules"]),
            )
            for each in grounds.get("deductions", ())
        ),
        evidence=tuple(_said(row)),
        open_reason=grounds.get("open", "") if row.awarded is None else "",
    )
    if row.awarded is None:
        return item
    # What was only proposed is no deduction once a person has given the points.
    kept = () if row.is_judged else item.deductions
    return replace(item, low=item.awarded, high=item.awarded, deductions=kept)


def _bare(points: Decimal) -> Decimal:
    """Without the zeros that the database keeps: 10, not 10.00 nor 1E+1."""
    return Decimal(f"{points.normalize():f}")


def _said(row: GradedItem) -> Iterator[Evidence]:
    if row.is_judged and row.awarded is not None:
        off = row.points - row.awarded
        taken = f"扣{off.normalize():f}分" if off else "不扣分"
        yield Evidence(text=f"评定为“{row.band}”，{taken}：{row.reason.rstrip('。')}。")
    else:
        for each in row.grounds.get("evidence", ()):
            yield Evidence(text=each["text"], rules=tuple(each["rules"]))
    objection = getattr(row, "objection", None)
    if objection is not None and objection.after is not None:
        yield Evidence(
            text=f"部门提出异议：{objection.reason.rstrip('。')}。复查由{objection.before.normalize():f}分"
            f"定为{objection.after.normalize():f}分：{objection.answer}"
        )
