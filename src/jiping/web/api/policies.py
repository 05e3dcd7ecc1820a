"""The rows of the policy table about keys of the API, and the link."""

from jiping.web.core.navigation import Entry, add
from jiping.web.core.policy import (
    ADMINISTRATOR,
    ALL,
    AUDITOR,
    BUREAU_HEAD,
    EVERYBODY,
    REVIEWER,
    Grant,
    grants,
)

# Who runs other systems beside this one.
_HOLDERS = {ADMINISTRATOR: ALL, REVIEWER: ALL, BUREAU_HEAD: ALL, AUDITOR: ALL}

grants(
    {
        "token.view": Grant(title="查看接口密钥", roles=_HOLDERS, changes=False),
        "token.make": Grant(title="新建接口密钥", roles=EVERYBODY),
        "token.end": Grant(
            title="停用接口密钥", roles=EVERYBODY, states=frozenset({"valid"})
        ),
    }
)

add(Entry(place=95, label="接口", view="tokens", verb="token.view"))
