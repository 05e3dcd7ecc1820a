"""Years that prose names as the time of what is told, apart from all the others.

The years of documents, periods, foundings, purchases, closing balances and of last
year's accounts, which are dealt with a year later, tell nothing about the time.
"""

from collections.abc import Iterator

from jiping.model.patterns import compile_late

# In front: the opening of a sentence, with a list mark, a heading or whose work it is.
_MARK = r"(?:[(（]?[一二三四五六七八九十\d]{1,3}[)）、.．])?"
_OWN = r"(?:(?:经自评|总体来看|对照[^,，]{2,8})[,，])?(?:我|本)(?:单位|部门|[\u4e00-\u9fff])?"
_AIMED = r"(?:力争|确保|争取|计划|预计|拟)(?:在|于|到)?"
_YEAR = r"(?P<year>20\d\d)年(?:度|全年)?"
# What follows a year that is no time of telling: its end as a base, a period, a thing of
# that year (决算, 绩效考核) that is only done with now.
_NOT_TOLD = (
    r"(?![度全]?(?:底|末|初|前|以[前来上]|起|开始|结转|结余|同期|同比|相比|基数|水平"
    r"|(?:及|和|与|至|到|[-—~、])(?:20)?\d\d"
    r"|至今|以来|[^,，。;；]{0,6}(?:欠|拖欠)|第?[一二三四]季度|[^,，。;；]{0,4}基础上|[^,，。;；]{3,12}项目(?!支出|预算|资金|经费)"
    r"|(?:招聘|录用|入职|毕业|立项|开工|续建|新建|建设|实施|启动|下达|安排|购置|采购|签订)[^,，。;；]{0,6}的"
    r"|\d{1,2}月.{0,4}(?:成立|印发|设立|组建|挂牌)"
    r"|(?:部门|单位|整体|项目|财政|度)*(?:决算|审计|考核|绩效自?评|绩效评价|年报|年度报告)))"
)
_OPENING = compile_late(rf"^{_MARK}(?:{_OWN})?{_YEAR}{_NOT_TOLD}")
_GOAL = compile_late(
    rf"(?:^{_MARK}(?:{_OWN}|{_AIMED}|[在于至到])?|[,，:：]{_AIMED}){_YEAR}{_NOT_TOLD}"
)
_COMPARED = compile_late(
    r"(?<!对)比(?!例|重|赛|拼|学|武|对)|较(?=上|去|20|前|同|年初)|同期|上年|去年|结转|以来|决算数?为.*决算数?为"
)
_FOUNDED = compile_late(
    r"成立|创办|创建于|组建|设立|始建|挂牌|更名|转隶|改制|购置|批复|印发|出台|修订|颁布|施行"
)


def compares(sentence: str) -> bool:
    """Whether a squashed sentence compares with another year."""
    return bool(_COMPARED.search(sentence))


def opening_year(sentence: str) -> int | None:
    """The year that a squashed sentence opens with as its time."""
    found = _OPENING.match(sentence)
    return int(found["year"]) if found else None


def goal_years(item: str) -> Iterator[int]:
    """The years in which an item of a goal or of its result says things are done."""
    if not compares(item) and not _FOUNDED.search(item):
        for found in _GOAL.finditer(item):
            yield int(found["year"])
