"""The rows of the policy table about the bureau's re-check."""

from jiping.web.core.navigation import Entry, add
from jiping.web.core.policy import ALL, AUDITOR, BUREAU, Grant, grants

_WAITING = frozenset({"approved"})
_SEES = {**BUREAU, AUDITOR: ALL}

grants(
    {
        "review.list": Grant(title="查看复核工作", roles=_SEES, changes=False),
        "review.examine": Grant(title="查看复核材料", roles=_SEES, changes=False),
        "review.judge": Grant(title="复核认定", roles=BUREAU, states=_WAITING),
        "review.rescore": Grant(title="改复核分", roles=BUREAU, states=_WAITING),
        "review.return": Grant(title="复核退回", roles=BUREAU, states=_WAITING),
        "review.accept": Grant(title="复核通过", roles=BUREAU, states=_WAITING),
        "draw.announce": Grant(
            title="公布抽查名单", roles=BUREAU, states=frozenset({"issued"})
        ),
        "draw.open": Grant(title="开签", roles=BUREAU, states=frozenset({"announced"})),
        "draw.view": Grant(title="查看抽查", roles={}, changes=False, public=True),
    }
)
add(Entry(place=50, label="财政复核", view="reviews", verb="review.list"))
