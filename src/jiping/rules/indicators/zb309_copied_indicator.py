"""个别指标照抄另一个项目

## 查什么
两张项目支出绩效自评表有没有三级指标、年度指标值、实际完成值逐字相同的行，而指标名称说的事物在一个项目的名称、目标和其他指标里有，在另一个项目里一处也没有。名称通用的（满意度、资金拨付及时率、验收合格率等）不报；整张表照抄的另有规则。

## 为什么
道路项目里考核户厕，是复制表格没有改完，这一行的分值和得分与本项目无关。

## 怎么改
改成本项目的指标，并重新填写指标值、完成值和得分。
"""

from collections.abc import Iterator
from itertools import permutations

from jiping.intake.text import squash
from jiping.model.filing import Sheet
from jiping.model.finding import Case, Hit
from jiping.model.patterns import compile_late
from jiping.rules.registry import hit, rule
from jiping.rules.shared.indicators import Indicator, indicators

# What any project may measure: the rest of a name says of what.
_GENERAL = compile_late(
    r"(?:服务对象|受益对象|受益|群众|居民|人员|对象|项目|工程|设施|设备|资金|经费|预算|成本|工作|任务|服务|年度|全年|本年"
    r"|质量|数量|数|量|率|度|额|面积|里程|次数|个数|人数|人次|时间|情况|总|平均|新增|实施|建设|开展|购置|改造|维修|维护|管理"
    r"|验收|合格|完成|达标|及时|覆盖|完好|优良|满意|准确|使用|利用|知晓|参与|执行|到位|拨付|发放|兑现|支付|控制|增长|提高|提升|下降|节约|保障|运行|正常|有效|持续|影响)+"
)


@rule(
    severity="warning",
    message="“{row}”及指标值、完成值与项目“{other}”逐字相同，“{thing}”在本项目的目标和其他指标里都没有，疑照抄。",
    cites=("mof-2020-10", "mof-2021-101"),
    needs=("project",),
)
def check(case: Case) -> Iterator[Hit]:
    """One hit at each row that speaks of what only another project deals with."""
    tables = [_Table(sheet) for sheet in case.filing.projects]
    seen: set[str] = set()
    for source, copy in permutations(tables, 2):
        common = source.rows.keys() & copy.rows.keys()
        if not common or len(common) * 2 > len(copy.rows):
            continue
        ours, theirs = copy.rest(common), source.rest(common)
        for key in sorted(common):
            row = copy.rows[key]
            if row.level1 == "satisfaction":
                continue  # The same people may be asked about both.
            thing = _foreign(row.name, ours, theirs)
            if thing and str(row["level3"].ref) not in seen:
                seen.add(str(row["level3"].ref))
                yield hit(
                    row["level3"],
                    row["target"],
                    row["actual"],
                    source.rows[key]["level3"],
                    expected="本项目的指标",
                    other=source.name,
                    thing=thing,
                )


class _Table:
    """What a project table says: its rows by what they print, and all else."""

    def __init__(self, sheet: Sheet) -> None:
        self.name = sheet.name or sheet.key
        objective = sheet["objective"]
        self.aims = squash(
            self.name + objective["expected"].text + objective["actual"].text
        )
        self.rows: dict[tuple[str, str, str], Indicator] = {}
        for each in indicators(sheet):
            printed = each.name, squash(each["target"].raw), squash(each["actual"].raw)
            if each.used and all(printed):
                self.rows.setdefault(printed, each)

    def rest(self, common: set[tuple[str, str, str]]) -> str:
        """The name, the aims and the rows that are not in common."""
        rows = ("".join(key) for key in self.rows if key not in common)
        return "\n".join((self.aims, *rows))


def _foreign(name: str, ours: str, theirs: str) -> str:
    """What a name speaks of that stands nowhere in our table and does in theirs."""
    for thing in _GENERAL.split(name):
        pairs = [thing[at : at + 2] for at in range(len(thing) - 1)]
        if thing in theirs and pairs and not any(pair in ours for pair in pairs):
            return thing
    return ""
