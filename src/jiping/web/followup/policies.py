"""The rows of the policy table about what comes of the results, and the link."""

from jiping.web.core.navigation import Entry, add
from jiping.web.core.policy import (
    ALL,
    AUDITOR,
    BELOW,
    BUREAU,
    FILER,
    HEAD,
    OFFICER,
    OWN,
    READERS,
    STATE_LABELS,
    Grant,
    grants,
)

ASKING = {**BUREAU, OFFICER: BELOW}
_UNIT = {FILER: OWN, HEAD: OWN, OFFICER: OWN}
_INSIDE = {**BUREAU, AUDITOR: ALL}
_RUN = frozenset({"issued", "closed"})
_REPORTED = frozenset({"reported"})

STATE_LABELS.setdefault("reported", "已反馈，待核查")

grants(
    {
        "followup.list": Grant(title="查看整改任务", roles=READERS, changes=False),
        "followup.view": Grant(title="查看一项整改任务", roles=READERS, changes=False),
        "followup.issue": Grant(title="下达整改任务", roles=ASKING, states=_RUN),
        "followup.report": Grant(
            title="反馈整改情况",
            roles=_UNIT,
            states=frozenset({"open", "returned"}),
        ),
        "followup.accept": Grant(title="整改核查通过", roles=ASKING, states=_REPORTED),
        "followup.return": Grant(title="退回继续整改", roles=ASKING, states=_REPORTED),
        "followup.extend": Grant(
            title="延长整改期限",
            roles=ASKING,
            states=frozenset({"open", "returned"}),
        ),
        "followup.close": Grant(
            title="整改销号",
            roles=ASKING,
            states=frozenset({"open", "returned", "accepted"}),
        ),
        "followup.remind": Grant(title="催办逾期整改", roles=ASKING, states=_RUN),
        "followup.results": Grant(title="查看结果应用", roles=_INSIDE, changes=False),
        "followup.suggest": Grant(title="提出预算安排建议", roles=BUREAU, states=_RUN),
        "followup.note": Grant(title="填写排名备注", roles=BUREAU, states=_RUN),
        "followup.export": Grant(title="导出结果应用", roles=_INSIDE, changes=False),
    }
)

add(Entry(place=55, label="结果应用", view="followup", verb="followup.list"))
