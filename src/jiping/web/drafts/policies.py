"""The rows of the policy table about drafts.

A draft is the unit's own affair until it is handed in: the unit's filer writes it, its
head reads it before signing, and the officer of its department may look on. Bureau and
auditors see what was submitted (``submission.view``), never a draft; no unit sees
another's.
"""

from jiping.web.core.navigation import Entry, add
from jiping.web.core.policy import (
    ALL,
    AUDITOR,
    BELOW,
    BUREAU,
    EVERYBODY,
    FILER,
    HEAD,
    OFFICER,
    OWN,
    WRITING,
    Grant,
    grants,
)

_SEERS = {FILER: OWN, HEAD: OWN, OFFICER: BELOW}

grants(
    {
        "draft.list": Grant(title="查看填报任务", roles=_SEERS, changes=False),
        "draft.view": Grant(title="查看草稿", roles=_SEERS, changes=False),
        "draft.edit": Grant(title="填报", roles={FILER: OWN}, states=WRITING),
        "draft.settle": Grant(title="处理填报冲突", roles={FILER: OWN}, states=WRITING),
        # What the rules are is no secret.
        "rule.view": Grant(
            title="查看规则", roles=EVERYBODY, changes=False, public=True
        ),
        # Head and officer may say what is to be mended; before and while it is signed.
        "draft.comment": Grant(
            title="批注草稿", roles=_SEERS, states=WRITING | {"signing"}
        ),
    }
)

add(Entry(place=20, label="填报", view="fill-tasks", verb="draft.list"))

_UNIT = {FILER: OWN, HEAD: OWN}

grants(
    {
        "draft.import": Grant(title="从文件预填", roles={FILER: OWN}, states=WRITING),
        "evidence.view": Grant(
            title="查看佐证材料", roles=_UNIT | {OFFICER: BELOW}, changes=False
        ),
        # The bureau sees what was handed in, also when the unit is at it again.
        "evidence.examine": Grant(
            title="查阅已提交的佐证材料",
            roles=BUREAU | {AUDITOR: ALL},
            states=frozenset({"handed_in"}),
            changes=False,
        ),
        "evidence.add": Grant(title="上传佐证材料", roles={FILER: OWN}, states=WRITING),
        "evidence.withdraw": Grant(
            title="撤回佐证材料", roles={FILER: OWN}, states=WRITING
        ),
        "target.list": Grant(
            title="查看批复绩效目标",
            roles=BUREAU | {OFFICER: OWN, AUDITOR: ALL},
            changes=False,
        ),
        "target.view": Grant(
            title="查看批复绩效目标",
            roles=BUREAU | _UNIT | {OFFICER: BELOW, AUDITOR: ALL},
            changes=False,
        ),
        "target.upload": Grant(title="上传批复绩效目标", roles=BUREAU | {OFFICER: OWN}),
        "target.apply": Grant(
            title="锁定批复绩效目标",
            roles=BUREAU | {OFFICER: OWN},
            states=frozenset({"open"}),
        ),
        "target.lock": Grant(
            title="锁定批复绩效目标", roles=BUREAU | {OFFICER: BELOW}, states=WRITING
        ),
        "target.change": Grant(
            title="调整批复绩效目标", roles=BUREAU | {OFFICER: BELOW}, states=WRITING
        ),
    }
)

add(Entry(place=21, label="绩效目标", view="targets", verb="target.list"))
