"""The rows of the policy table about signing, submitting and waivers."""

from jiping.web.core.navigation import Entry, add
from jiping.web.core.policy import (
    BUREAU,
    FILER,
    HEAD,
    OWN,
    READERS,
    WRITING,
    Grant,
    grants,
)

_UNIT = {FILER: OWN, HEAD: OWN}
_OPEN = WRITING | {"signing"}

grants(
    {
        "package.list": Grant(title="查看本单位报送材料", roles=_UNIT, changes=False),
        "package.read": Grant(title="通读报送材料", roles=_UNIT, changes=False),
        "package.answer": Grant(title="说明理由", roles=_UNIT, states=_OPEN),
        "package.hand_over": Grant(
            title="送负责人签署", roles={FILER: OWN}, states=WRITING
        ),
        "package.send_back": Grant(
            title="退给填报人", roles={HEAD: OWN}, states=frozenset({"signing"})
        ),
        "package.submit": Grant(
            title="签署提交", roles={HEAD: OWN}, states=frozenset({"signing"})
        ),
        "waiver.ask": Grant(title="申请豁免", roles=_UNIT, states=_OPEN),
        "waiver.decide": Grant(
            title="审批豁免", roles=BUREAU, states=frozenset({"asked"})
        ),
        # What the public sees of it is masked, and waits for the filing: ``public.browse``.
        "waiver.list": Grant(title="查看豁免记录", roles=READERS, changes=False),
        "submission.view": Grant(title="查看已提交材料", roles=READERS, changes=False),
    }
)
add(Entry(place=30, label="签署报送", view="packages", verb="package.list"))
