"""The rows of the policy table about departments."""

from jiping.web.core.navigation import Entry, add
from jiping.web.core.policy import (
    ALL,
    AUDITOR,
    BELOW,
    BUREAU,
    FILER,
    OFFICER,
    OWN,
    WRITING,
    Grant,
    grants,
)

_OFFICER = {OFFICER: BELOW}
_SEEN = {OFFICER: BELOW, FILER: OWN, **BUREAU, AUDITOR: ALL}
_HANDED_IN = frozenset({"submitted"})

grants(
    {
        "department.list": Grant(title="部门审核", roles=_OFFICER, changes=False),
        "department.view": Grant(title="查看部门汇总", roles=_SEEN, changes=False),
        "department.examine": Grant(
            title="审核单位材料", roles=_OFFICER, changes=False
        ),
        "department.judge": Grant(title="认定问题", roles=_OFFICER, states=_HANDED_IN),
        "department.approve": Grant(
            title="审核通过", roles=_OFFICER, states=_HANDED_IN
        ),
        "department.return": Grant(
            title="退回单位修改", roles=_OFFICER, states=_HANDED_IN
        ),
        "department.begin": Grant(
            title="建立部门自评表", roles={OFFICER: OWN}, states=WRITING
        ),
        "department.consolidate": Grant(
            title="部门汇总", roles={OFFICER: OWN, FILER: OWN}, states=WRITING
        ),
        "department.summary": Grant(
            title="登记县区汇总", roles=_OFFICER, states=frozenset({"issued"})
        ),
    }
)
add(Entry(place=40, label="部门审核", view="departments", verb="department.list"))
