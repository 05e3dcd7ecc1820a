"""反映问题 and 提出建议: the bands that a chapter's words and the findings leave open."""

from collections.abc import Iterator, Mapping

from jiping.model.filing import Report
from jiping.model.finding import Finding, Outcome, Severity
from jiping.model.grade import Evidence, GradeItem
from jiping.model.values import Entry
from jiping.rubric.criteria import Criterion, Data
from jiping.rubric.evidence import bearing_on, ids, of_aspect, places, table, told
from jiping.rules.shared.narrative import body, joined, sentences
from jiping.rules.shared.text_words import concept, subjects

# A shorter piece is a heading or a number, not a sentence that says something.
SAYS_NOTHING = 8
ABSENT = "报告没有“{name}”的内容，评分标准没有对应的档次，由考核人酌情评定。"


def grade_problems(criterion: Criterion, outcome: Outcome) -> GradeItem:
    """By how many of the aspects the chapter on problems speaks about."""
    said = _said(outcome.filing.report, "problems")
    if not said:
        return criterion.open(ABSENT.format(name="存在的问题"))
    names = {aspect["key"]: aspect["name"] for aspect in criterion.aspects}
    spoken = subjects(joined(said)) & names.keys()
    evidence = (
        _spoken(
            outcome,
            said,
            f"报告谈到{len(spoken)}个方面（共{len(names)}个）",
            spoken,
            names,
        ),
        *_silent(outcome, names, spoken),
    )
    if _speaks_only_of(said, "shortage"):
        return _proposed(criterion, outcome, "only_money", evidence)
    return _proposed(criterion, outcome, _extent(len(spoken), len(names)), evidence)


def grade_advice(
    criterion: Criterion, outcome: Outcome, aspects: tuple[Data, ...]
) -> GradeItem:
    """By how many of the aspects that the problems raise are answered.

    ``aspects`` are those of 反映问题.
    """
    report = outcome.filing.report
    said = _said(report, "improvement")
    if not said:
        return criterion.open(ABSENT.format(name="下一步改进措施"))
    names = {aspect["key"]: aspect["name"] for aspect in aspects}
    raised = subjects(joined(_said(report, "problems"))) & names.keys()
    wanted = raised or frozenset(names)
    answered = subjects(joined(said)) & wanted
    words = (
        f"问题涉及{len(wanted)}个方面，措施回应{len(answered)}个"
        if raised
        else (f"报告没有写问题，措施谈到{len(answered)}个方面（共{len(names)}个）")
    )
    evidence = (_spoken(outcome, said, words, answered, names),)
    if _speaks_only_of(said, "more_money"):
        return _proposed(criterion, outcome, "only_money", evidence)
    return _proposed(criterion, outcome, _extent(len(answered), len(wanted)), evidence)


def _said(report: Report | None, role: str) -> tuple[Entry, ...]:
    if report is None:
        return ()
    found = [
        entry for section in report.of_role(role) for entry in body(report, section)
    ]
    return tuple({entry.ref: entry for entry in found}.values())


def _speaks_only_of(said: tuple[Entry, ...], words: str) -> bool:
    full = [s for s in sentences(joined(said)) if len(s) > SAYS_NOTHING]
    return bool(full) and all(concept(words).search(sentence) for sentence in full)


def _extent(found: int, wanted: int) -> str:
    if found >= wanted:
        return "all"
    return "most" if found * 2 >= wanted else "few"


def _proposed(
    criterion: Criterion, outcome: Outcome, seen: str, evidence: tuple[Evidence, ...]
) -> GradeItem:
    """The bands for what was seen; a finding says more than the words do."""
    findings = bearing_on(outcome, criterion.key)
    if findings and seen != "only_money":
        seen = "flagged"
    bands = table()["bands"][criterion.key][seen]
    ranges = [criterion.bands[name] for name in bands]
    choice = Evidence(
        text=f"建议在“{'”“'.join(bands)}”{'两' if bands[1:] else '一'}档内评定。"
    )
    return criterion.proposed(
        low=min(low for low, _ in ranges),
        high=max(high for _, high in ranges),
        evidence=(choice, *evidence, *told(findings)),
    )


def _spoken(
    outcome: Outcome,
    said: tuple[Entry, ...],
    words: str,
    keys: frozenset[str],
    names: Mapping[str, str],
) -> Evidence:
    refs = tuple(entry.ref for entry in said)
    listed = "、".join(name for key, name in names.items() if key in keys)
    return Evidence(
        text=f"{words}{f'：{listed}' if listed else ''}。",
        refs=refs,
        places=places(outcome.filing, refs),
    )


def _silent(
    outcome: Outcome, names: Mapping[str, str], spoken: frozenset[str]
) -> Iterator[Evidence]:
    """Aspects in which the check found faults and the report sees no problem."""
    for key, name in names.items():
        findings = [f for f in of_aspect(outcome, key) if _grave(f)]
        if findings and key not in spoken:
            yield Evidence(
                text=f"报告没有谈到{name}，而检查在这方面发现{len(findings)}处错误或警告。",
                refs=tuple(f.at for f in findings),
                places=tuple(dict.fromkeys(f.place for f in findings)),
                rules=ids(findings),
            )


def _grave(finding: Finding) -> bool:
    return finding.severity is not Severity.INFO
