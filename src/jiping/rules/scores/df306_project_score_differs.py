"""报告写的项目自评得分与项目自评表不符

## 查什么
自评报告里写的项目自评得分，是否等于附件3同名项目的总分。报告没有写项目名称的（“两个项目分别得……”），看附件3有没有一张表是这个总分。报告少写小数的，按四舍五入比较。

## 为什么
报告的结论来自自评表，两处必须是同一个数。

## 怎么改
以核对后的项目自评表总分为准，改报告。
"""

from collections.abc import Iterator

from jiping.model.filing import Filing, Statement
from jiping.model.finding import Case, Hit
from jiping.model.patterns import compile_late
from jiping.model.values import Entry, half_up, last_digit
from jiping.rules.registry import hit, rule
from jiping.rules.shared.text_names import core
from jiping.scoring.marks import plain

_UNNAMED = compile_late(
    r"(?:[两二三四五六七八九十\d]+个|各个?|该|本)?(?:项目|专项)(?:支出)?"
)


@rule(
    severity="error",
    message="报告写“{subject}”自评得分{stated}，附件3（{project}）总分是{expected}分，两处应一致。",
    cites=("mof-2020-10", "hunan-self-evaluation-forms#附件4"),
    needs=("project", "report"),
)
def check(case: Case) -> Iterator[Hit]:
    """Scores of projects in prose that the tables of these projects do not have."""
    report = case.filing.report
    assert report is not None
    for said in report.stating("project_score", "score"):
        totals = _totals(case.filing, said)
        known = [total for _, total in totals]
        if said.entry.number is None or not known:
            continue
        if not any(_same(said.entry, total) for total in known):
            yield hit(
                said.entry,
                *known,
                stated=f"{plain(said.entry.number)}分",
                expected="、".join(
                    plain(t.number) for t in known if t.number is not None
                ),
                subject=said.subject,
                project="、".join(name for name, _ in totals),
            )


def _totals(filing: Filing, said: Statement) -> list[tuple[str, Entry]]:
    """Names and totals of the tables that may be meant; none where one has no total."""
    anyone = _UNNAMED.fullmatch(said.subject)
    meant = [
        (sheet.name, sheet["score_total"]["score"])
        for sheet in filing.projects
        if anyone or core(sheet.name) == core(said.subject)
    ]
    return meant if all(total.number is not None for _, total in meant) else []


def _same(said: Entry, total: Entry) -> bool:
    stated, scored = said.number, total.number
    assert stated is not None and scored is not None
    return half_up(scored, last_digit(stated)) == stated
