"""完整性: chapters of the report and tables of the package that are not there."""

from collections.abc import Iterator

from jiping.intake.text import squash
from jiping.model.filing import Filing, Report
from jiping.model.finding import WHOLE, Outcome
from jiping.model.grade import Deduction, Evidence, GradeItem
from jiping.model.values import Entry, Ref
from jiping.rubric.criteria import Criterion, Data, off
from jiping.rubric.evidence import bearing_on, ids, places, told
from jiping.rules.shared.narrative import body

Missing = tuple[str, tuple[Ref, ...]]
UNREAD = "有文件没有读出来，缺少的部分可能在其中，要由人核对后决定扣不扣分。"
UNKNOWN = "报告的多数章节没有认出，可能另有写法，要由人核对后决定扣不扣分。"
# A report of which fewer chapters were recognised may have an outline of its own.
LEAST_CHAPTERS = 3


def grade_body(criterion: Criterion, outcome: Outcome) -> GradeItem:
    """Chapters that are missing or have a heading and nothing else."""
    report = outcome.filing.report
    missing = tuple(_chapters(criterion, report))
    known = len(criterion.pieces) - len(missing)
    strange = report is not None and known < LEAST_CHAPTERS
    return _judged(criterion, outcome, missing, doubt=UNKNOWN if strange else "")


def grade_attachments(criterion: Criterion, outcome: Outcome) -> GradeItem:
    """Tables that are missing though promised, or not stated to be without object."""
    missing, excused = [], []
    for piece in criterion.pieces:
        if not _present(piece, outcome.filing):
            promises = _promises(piece, outcome.filing)
            amounts = tuple(_amounts(piece, outcome.filing))
            nothing = bool(amounts) and not any(entry.number for entry in amounts)
            if nothing and not promises:
                excused.append(_excuse(piece, outcome.filing, amounts))
            else:
                missing.append(_lack(piece, promises, amounts))
    return _judged(criterion, outcome, tuple(missing), tuple(excused))


def _chapters(criterion: Criterion, report: Report | None) -> Iterator[Missing]:
    for piece in criterion.pieces:
        if report is None:
            yield (
                f"没有自评报告，缺“{piece['name']}”部分",
                (Ref(WHOLE.form, row="report"),),
            )
            continue
        found = report.of_role(*piece["roles"])
        if not found:
            yield f"报告缺“{piece['name']}”部分", (report.ref,)
        elif not any(body(report, section) for section in found):
            heading = found[0].heading
            yield f"报告的“{piece['name']}”部分只有标题，没有内容", (heading.ref,)


def _judged(
    criterion: Criterion,
    outcome: Outcome,
    missing: tuple[Missing, ...],
    excused: tuple[Evidence, ...] = (),
    doubt: str = "",
) -> GradeItem:
    """Decided, unless there is a doubt: what is missing may be there unrecognised, or
    in a file that could not be read."""
    findings = bearing_on(outcome, criterion.key)
    deductions = tuple(_deductions(criterion, outcome, missing))
    wanted = len(criterion.pieces) - len(excused)
    seen = Evidence(text=f"应有{wanted}个部分，见到{wanted - len(missing)}个。")
    noted = (seen, *excused, *told(findings))
    if any(note.level == "error" for note in outcome.notes):
        doubt = doubt or UNREAD
    if doubt and deductions:
        low = criterion.points - off(deductions)
        noted = (Evidence(text=doubt), *noted)
        return criterion.proposed(low, criterion.points, noted, deductions)
    return criterion.decided(deductions, noted)


def _deductions(
    criterion: Criterion, outcome: Outcome, missing: tuple[Missing, ...]
) -> Iterator[Deduction]:
    left, found = criterion.most, bearing_on(outcome, criterion.key)
    for reason, refs in missing:
        points = min(criterion.each, left)
        left -= points
        capped = "" if points == criterion.each else "，已扣到上限"
        at = [f for f in found if not {f.at, *f.involves}.isdisjoint(refs)]
        yield Deduction(
            points=points,
            reason=f"{reason}{capped}。",
            refs=refs,
            places=places(outcome.filing, refs),
            rules=ids(at),
        )


def _present(piece: Data, filing: Filing) -> bool:
    return filing.sheet(piece["form"], piece.get("key", "")) is not None


def _promises(piece: Data, filing: Filing) -> tuple[Entry, ...]:
    """Where the report's own list of attachments names the table."""
    listed = filing.report.attachments if filing.report else ()
    return tuple(
        entry
        for entry in listed
        if any(word in squash(entry.raw) for word in piece["words"])
    )


def _amounts(piece: Data, filing: Filing) -> Iterator[Entry]:
    """What the filing says was spent on that which the table would show."""
    spent = {
        "project": (("overall", "project_spending", "executed"),),
        "funds": (("overall", piece.get("key", ""), "executed"),),
    }
    cells = spent.get(piece["form"], ())
    for form, row, column in cells:
        sheet = filing.sheet(form)
        if sheet is not None and sheet[row][column].number is not None:
            yield sheet[row][column]
    if cells and filing.report is not None:
        topic = piece.get("key", piece["form"])
        for statement in filing.report.stating(topic, "executed"):
            if statement.entry.number is not None:
                yield statement.entry


def _lack(
    piece: Data, promises: tuple[Entry, ...], amounts: tuple[Entry, ...]
) -> Missing:
    spent = tuple(entry for entry in amounts if entry.number)
    reason = f"资料中没有“{piece['name']}”"
    if promises:
        reason += "，报告的附件清单列有此表"
    elif spent:
        reason += "，而资料写明有这项支出"
    refs = tuple(entry.ref for entry in (*promises, *spent))
    return reason, refs or (Ref(WHOLE.form, row=piece["form"]),)


def _excuse(piece: Data, filing: Filing, amounts: tuple[Entry, ...]) -> Evidence:
    refs = tuple(entry.ref for entry in amounts)
    return Evidence(
        text=f"没有“{piece['name']}”；资料写明没有这项支出，附件清单也没有列出，不扣分。",
        refs=refs,
        places=places(filing, refs),
    )
