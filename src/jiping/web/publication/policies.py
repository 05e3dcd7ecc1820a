"""The rows of the policy table about publication."""

from jiping.web.core.navigation import Entry, add
from jiping.web.core.policy import (
    ALL,
    BELOW,
    BUREAU,
    BUREAU_HEAD,
    FILER,
    HEAD,
    OFFICER,
    OWN,
    READERS,
    STATE_LABELS,
    Grant,
    grants,
)

# Whoever answers for the unit's data, and its department.
ANSWERABLE = {HEAD: OWN, OFFICER: BELOW}
PREPARERS = {FILER: OWN, **ANSWERABLE}
WORKING = frozenset({"preparing", "correcting"})

STATE_LABELS.update(
    {
        "not_accepted": "复核尚未通过",
        "preparing": "脱敏确认中",
        "published": "已公开",
        "correcting": "更正中",
        "withdrawn": "已撤回",
        "exempt": "不予公开",
    }
)

grants(
    {
        "publication.list": Grant(title="查看公开工作", roles=READERS, changes=False),
        "publication.view": Grant(title="查看公开办理", roles=READERS, changes=False),
        "publication.prepare": Grant(
            title="准备公开", roles=PREPARERS, states=frozenset({"accepted"})
        ),
        "publication.scan": Grant(
            title="重新扫描个人信息", roles=PREPARERS, states=WORKING
        ),
        "publication.add_mask": Grant(
            title="标出要隐去的内容", roles=PREPARERS, states=WORKING
        ),
        "publication.confirm": Grant(
            title="确认隐去或保留", roles=ANSWERABLE, states=WORKING
        ),
        "publication.reply": Grant(
            title="登记决算批复日期",
            roles=ANSWERABLE,
            states=frozenset({"preparing", "correcting", "published", "withdrawn"}),
        ),
        "publication.publish": Grant(title="公开", roles=ANSWERABLE, states=WORKING),
        "publication.correct": Grant(
            title="更正公开内容",
            roles=ANSWERABLE,
            states=frozenset({"published", "withdrawn"}),
        ),
        "publication.withdraw": Grant(
            title="撤回公开",
            roles={**ANSWERABLE, **BUREAU},
            states=frozenset({"published", "correcting"}),
        ),
        "publication.remind": Grant(
            title="催办公开",
            roles={OFFICER: BELOW, **BUREAU},
            states=frozenset({"accepted", "preparing"}),
        ),
        "publication.exempt": Grant(
            title="决定不予公开",
            roles={BUREAU_HEAD: ALL},
            states=frozenset({"accepted", "preparing"}),
        ),
        "public.browse": Grant(
            title="查阅公开目录", roles={}, changes=False, public=True
        ),
        "public.read": Grant(
            title="查阅公开材料", roles={}, changes=False, public=True
        ),
        "publication.lift": Grant(
            title="取消不予公开",
            roles={BUREAU_HEAD: ALL},
            states=frozenset({"exempt"}),
        ),
    }
)

add(Entry(place=60, label="公开", view="publication", verb="publication.list"))
