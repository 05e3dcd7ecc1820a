"""The rows of the policy table about people, units and the log."""

from jiping.web.core.navigation import Entry, add
from jiping.web.core.policy import (
    ADMINISTRATOR,
    ALL,
    AUDITOR,
    BUREAU,
    EVERYBODY,
    Grant,
    grants,
)

ADMINISTRATORS = {ADMINISTRATOR: ALL}
OVERSEERS = {ADMINISTRATOR: ALL, AUDITOR: ALL}
ACTIVE = frozenset({"active"})
OPEN = frozenset({"open"})

grants(
    {
        "home.view": Grant(title="查看首页", roles=EVERYBODY, changes=False),
        "password.change": Grant(title="修改本人密码", roles=EVERYBODY),
        "people.view": Grant(title="查看人员", roles=OVERSEERS, changes=False),
        "people.create": Grant(title="新建帐号", roles=ADMINISTRATORS),
        "people.edit": Grant(title="修改姓名和邮箱", roles=ADMINISTRATORS),
        "people.give_role": Grant(
            title="增加角色", roles=ADMINISTRATORS, states=ACTIVE
        ),
        "people.end_role": Grant(title="停用角色", roles=ADMINISTRATORS),
        "people.issue_passwords": Grant(title="发放一次性密码", roles=ADMINISTRATORS),
        "people.switch_off": Grant(
            title="停用帐号", roles=ADMINISTRATORS, states=ACTIVE
        ),
        "people.switch_on": Grant(
            title="恢复帐号", roles=ADMINISTRATORS, states=frozenset({"inactive"})
        ),
        "units.view": Grant(title="查看单位", roles=OVERSEERS | BUREAU, changes=False),
        "units.create": Grant(title="新增单位", roles=ADMINISTRATORS),
        "units.rename": Grant(title="单位更名", roles=ADMINISTRATORS, states=OPEN),
        "units.move": Grant(title="调整隶属", roles=ADMINISTRATORS, states=OPEN),
        "units.end": Grant(title="撤并单位", roles=ADMINISTRATORS, states=OPEN),
        "import.view": Grant(title="查看导入", roles=ADMINISTRATORS, changes=False),
        "import.upload": Grant(title="上传导入表", roles=ADMINISTRATORS),
        "import.apply": Grant(
            title="导入单位和人员", roles=ADMINISTRATORS, states=frozenset({"read"})
        ),
        "log.view": Grant(title="查看日志", roles=OVERSEERS, changes=False),
        "log.export": Grant(title="导出日志", roles=OVERSEERS, changes=False),
    }
)

add(
    Entry(place=70, label="单位", view="units", verb="units.view"),
    Entry(place=80, label="人员", view="people", verb="people.view"),
    Entry(place=90, label="日志", view="log", verb="log.view"),
)
