"""The rows of the policy table about boards and messages, and their links."""

from jiping.web.core.navigation import Entry, add
from jiping.web.core.policy import (
    ALL,
    AUDITOR,
    BELOW,
    BUREAU,
    EVERYBODY,
    OFFICER,
    Grant,
    grants,
)

grants(
    {
        "inbox.view": Grant(title="查看消息", roles=EVERYBODY, changes=False),
        "board.view": Grant(
            title="查看看板",
            roles=BUREAU | {AUDITOR: ALL, OFFICER: BELOW},
            changes=False,
        ),
        "board.export": Grant(
            title="导出看板", roles=BUREAU | {AUDITOR: ALL}, changes=False
        ),
    }
)

add(Entry(place=60, label="看板", view="board", verb="board.view"))
