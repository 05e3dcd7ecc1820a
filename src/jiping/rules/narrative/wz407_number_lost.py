"""计量单位前面没有数

## 查什么
报告和年度总体目标里，“万元”“%”“人”“份”“个”等计量单位前面有没有漏了数，如“支出万元”“执行率%”“核定编制人，”“发放问卷份”。自评表指标用的计量单位（盏、册、场等），报告里紧跟在同一个名词后面、前面没有数的，也报。

“上万元”“每万元”“几个百分点”一类的说法不报。数漏了而单位也一起漏了的，查不出来。

## 为什么
漏了数，这句话就什么也没有说；与表格也无法核对。

## 怎么改
按表格和佐证材料补上数。
"""

import re
from collections.abc import Iterator

from jiping.intake.text import squash
from jiping.intake.units import UNIT
from jiping.model.filing import Filing
from jiping.model.finding import Case, Hit
from jiping.model.patterns import compile_late
from jiping.rules.registry import hit, rule
from jiping.rules.shared.indicators import used
from jiping.rules.shared.narrative import told

_WORD = r"[\u4e00-\u9fff]"
_NUMERAL = "一二三四五六七八九十百千万亿几数两零〇余多来上近过超逾约每以按成整半若干好"
_END = r"(?=[,，。；;、)）]|$)"
# 亿元项目, 万元GDP能耗 are words of their own.
_OF_MONEY = r"(?![户级以]|项目|企业|产业|园区|[镇村园乡]|产值|[A-Z]|生产总值|增加值|能耗|税收|产能)"
_LOST = compile_late(
    rf"{_WORD}{{0,12}}(?:"
    # 支出万元，执行率%
    rf"{_WORD}(?<![{_NUMERAL}])[万亿]元{_OF_MONEY}"
    rf"|(?:预算|决算|支出|执行|收入|完成)(?:数|总数)?[万亿]元{_OF_MONEY}"
    rf"|{_WORD}(?<![一二三四五六七八九十百])%"
    # 每册平均成本元，
    rf"|(?:费用|成本|支出|经费|资金|金额|预算|决算|收入|投资|费|价|补助|数为?)元{_END}"
    # 接待万人次
    rf"|{_WORD}(?<![{_NUMERAL}])万(?:人次|人|户|亩|册|件|吨|公里|平方米|千瓦时){_END}"
    rf"|(?:编制|在职|在编|退休|聘用|临聘)(?:人员|职工)?人{_END}"
    rf"|(?<!公)共计?个(?![人体性别])|在个(?=社区|街道|乡镇|村|镇|县|区|点)"
    rf"|(?:问卷|收回|回收)(?:有效)?(?:问卷)?份"
    rf"|比(?:计划|目标|上年|年初)[多少](?![了些点得很于]){UNIT}{_END}"
    rf"|(?:控制在|不超过|低于|达到)元(?=以内|[,。;、的])"
    # 项目得分，另一个项目得99.31分
    rf"|得分分|自评得?分[,;](?:评价|绩效)?等级|得分、(?=\d)"
    rf"|得分(?=,[^。;]{{2,20}}得\d)|\d分[^。;]{{2,20}}项目得分(?=[。;])"
    rf")"
)
# 所列金额凡未注明的均为万元: about the unit itself.
_OF_UNITS = compile_late(r"单位[:为是]|为单位|注明|计量|均为[万亿]?元")
_NOT_A_COUNT = compile_late(r"[%\d/元㎡]|^(?:年|月|周|天|日|小时|分钟|季度)$")
_SHOWN = 12


@rule(
    severity="warning",
    message="“{stated}”漏了数，请补上。",
    cites=("hunan-self-evaluation-forms#附件4",),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit at each paragraph, for the first number that it lost."""
    counted = _counted(case.filing)
    for entry in told(case.filing):
        text = squash(entry.raw)
        found = _LOST.search(text) or counted.search(text)
        if found and not _OF_UNITS.search(text):
            yield hit(entry, stated=found[0][-_SHOWN:], expected="补上数")


def _counted(filing: Filing) -> re.Pattern[str]:
    """Two characters of an indicator's name and right behind them its unit, where the
    name itself does not go on so (事项, 条件)."""
    pieces: set[str] = set()
    for each in used(filing):
        for unit in {each.target.unit, each.actual.unit} - {""}:
            if _NOT_A_COUNT.search(unit):
                continue
            pairs = (each.name[at : at + 2] for at in range(len(each.name) - 1))
            pieces |= {
                pair + unit
                for pair in pairs
                if pair + unit not in each.name.replace(f"{unit}数", "")
                and pair[1] not in _NUMERAL
            }
    words = "|".join(map(re.escape, sorted(pieces)))
    return re.compile(rf"(?:{words}){_END}" if words else r"(?!)")
