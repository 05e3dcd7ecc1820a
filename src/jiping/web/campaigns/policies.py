"""The rows of the policy table about 布置."""

from jiping.web.core.navigation import Entry, add
from jiping.web.core.policy import (
    ADMINISTRATOR,
    ALL,
    AUDITOR,
    BELOW,
    BUREAU,
    EVERYBODY,
    FILER,
    HEAD,
    OFFICER,
    OWN,
    READERS,
    Grant,
    grants,
)

DRAFT = frozenset({"draft"})
ISSUED = frozenset({"issued"})
UNDER_WAY = frozenset({"filling", "signing", "returned"})
OF_DEPARTMENT = {OFFICER: BELOW, FILER: OWN, HEAD: OWN, AUDITOR: ALL} | BUREAU

grants(
    {
        "campaign.list": Grant(title="查看自评工作", roles=EVERYBODY, changes=False),
        "campaign.view": Grant(
            title="查看布置",
            roles=EVERYBODY,
            states=frozenset({"issued", "closed"}),
            changes=False,
        ),
        "campaign.prepare": Grant(
            title="查看起草中的布置", roles=BUREAU | {AUDITOR: ALL}, changes=False
        ),
        "campaign.create": Grant(title="起草布置", roles=BUREAU),
        "campaign.edit": Grant(title="修改布置", roles=BUREAU, states=DRAFT),
        "campaign.issue": Grant(title="布置自评", roles=BUREAU, states=DRAFT),
        "campaign.assign": Grant(title="补发新增单位", roles=BUREAU, states=ISSUED),
        "campaign.remind": Grant(title="催办", roles=BUREAU, states=ISSUED),
        "campaign.close": Grant(title="结束自评工作", roles=BUREAU, states=ISSUED),
        "assignment.view": Grant(
            title="查看自评任务",
            roles=READERS | {ADMINISTRATOR: ALL},
            changes=False,
        ),
        "assignment.extend": Grant(title="延期", roles=BUREAU, states=UNDER_WAY),
        "assignment.withdraw": Grant(
            title="撤回布置", roles=BUREAU, states=UNDER_WAY | {"submitted"}
        ),
        "assignment.restore": Grant(
            title="恢复布置", roles=BUREAU, states=frozenset({"called_off"})
        ),
        "notice.view": Grant(title="查看部门通知", roles=OF_DEPARTMENT, changes=False),
        "notice.edit": Grant(title="起草部门通知", roles={OFFICER: OWN}, states=DRAFT),
        "notice.issue": Grant(title="印发部门通知", roles={OFFICER: OWN}, states=DRAFT),
        "group.view": Grant(title="查看工作小组", roles=OF_DEPARTMENT, changes=False),
        "group.register": Grant(
            title="登记工作小组",
            roles={OFFICER: OWN},
            states=frozenset({"draft", "registered"}),
        ),
        "calendar.view": Grant(title="查看工作日历", roles=EVERYBODY, changes=False),
        "calendar.enter": Grant(
            title="登记工作日安排", roles=BUREAU | {ADMINISTRATOR: ALL}
        ),
    }
)

add(Entry(place=20, label="布置", view="campaigns", verb="campaign.list"))
