"""The rows of the policy table about the 附件5 grade."""

from jiping.web.core.navigation import Entry, add
from jiping.web.core.policy import (
    ALL,
    AUDITOR,
    BUREAU,
    BUREAU_HEAD,
    HEAD,
    OFFICER,
    OWN,
    REVIEWER,
    STATE_LABELS,
    Grant,
    grants,
)

INSIDE = {**BUREAU, AUDITOR: ALL}
DEPARTMENT = {OFFICER: OWN, HEAD: OWN}
KNOWN = frozenset({"told", "objected", "rechecked", "final"})
PROPOSED, TOLD = frozenset({"proposed"}), frozenset({"told"})

STATE_LABELS.update(
    {
        "new": "尚未计算",
        "proposed": "评分中",
        "decided": "已评定，待告知",
        "told": "已告知部门",
        "objected": "有异议，待复查",
        "rechecked": "已复查，待定稿",
        "final": "已定稿",
    }
)

grants(
    {
        "grading.list": Grant(title="查看考核评分", roles=INSIDE, changes=False),
        "grading.view": Grant(title="查看考核评分表", roles=INSIDE, changes=False),
        "grading.list_own": Grant(
            title="查看本部门考核结果", roles=DEPARTMENT, changes=False
        ),
        "grading.read": Grant(
            title="查看本部门考核评分表", roles=DEPARTMENT, states=KNOWN, changes=False
        ),
        "grading.propose": Grant(
            title="计算考核评分",
            roles={REVIEWER: ALL},
            states=frozenset({"new", "proposed"}),
        ),
        "grading.mark": Grant(
            title="评定考核项目", roles={REVIEWER: ALL}, states=PROPOSED
        ),
        "grading.decide": Grant(
            title="评定考核得分", roles={REVIEWER: ALL}, states=PROPOSED
        ),
        "grading.reopen": Grant(
            title="重新评分", roles={REVIEWER: ALL}, states=frozenset({"decided"})
        ),
        "grading.tell": Grant(
            title="告知考核得分", roles={REVIEWER: ALL}, states=frozenset({"decided"})
        ),
        "grading.object": Grant(
            title="对考核得分提出异议", roles={OFFICER: OWN}, states=TOLD
        ),
        "grading.accept": Grant(
            title="对考核得分无异议", roles={OFFICER: OWN}, states=TOLD
        ),
        "grading.recheck": Grant(
            title="复查考核得分",
            roles={BUREAU_HEAD: ALL},
            states=frozenset({"objected"}),
        ),
        "grading.finalize": Grant(
            title="考核得分定稿",
            roles={BUREAU_HEAD: ALL},
            states=frozenset({"told", "rechecked"}),
        ),
    }
)

add(
    Entry(place=50, label="考核评分", view="grading", verb="grading.list"),
    Entry(place=50, label="考核结果", view="grading-own", verb="grading.list_own"),
)
