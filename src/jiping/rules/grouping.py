"""One root cause, its consequences attached.

Two findings have one cause where arithmetic ties them: their computations share a cell,
or the very same difference goes through the same sheet or the same rule (a table copied
with its fault). A remark repeated word for word on rows of the same name is one remark.
Whatever rests on something that may have been misread follows from its confirmation,
and whatever rests on a cell that is wrong by itself (an amount in 元 in a table in 万元)
follows from that.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import partial
from types import MappingProxyType

from jiping.model.document import Place
from jiping.model.finding import Finding, Severity
from jiping.model.values import Ref

_GRAVITY = list(Severity)


def grouped(
    findings: Sequence[Finding],
    arithmetic: AbstractSet[str],
    confirming: AbstractSet[str] = frozenset(),
    doubtful: Mapping[Ref, Place] = MappingProxyType({}),
    explaining: AbstractSet[str] = frozenset(),
) -> tuple[Finding, ...]:
    """The findings with ``group`` and ``lead`` set where several have one cause.

    ``arithmetic``, ``confirming`` and ``explaining`` are ids of such rules, ``doubtful``
    the places of addresses that may have been misread.
    """
    wrong = {each.at for each in findings if each.rule in explaining}
    parent = list(range(len(findings)))

    def root(index: int) -> int:
        while parent[index] != index:
            index = parent[index]
        return index

    shared: defaultdict[Hashable, list[int]] = defaultdict(list)
    for index, each in enumerate(findings):
        for tie in _ties(each, each.rule in arithmetic, each.rule in confirming):
            shared[tie].append(index)
        resting = (each.at,) if each.rule in explaining else (each.at, *each.involves)
        for ref in wrong.intersection(resting):
            shared["wrong", ref].append(index)
        for ref in (each.at, *each.involves):
            if ref in doubtful:
                shared["doubt", doubtful[ref]].append(index)
                break
    for indices in shared.values():
        for index in indices[1:]:
            first, second = sorted((root(indices[0]), root(index)))
            parent[second] = first
    members: defaultdict[int, list[int]] = defaultdict(list)
    for index in range(len(findings)):
        members[root(index)].append(index)
    several = [group for group in members.values() if len(group) > 1]
    return _named(findings, several, confirming, explaining)


def _ties(each: Finding, arithmetic: bool, confirming: bool) -> Iterator[Hashable]:
    """What another finding must also have for the two to be one cause."""
    if each.row_label and each.stated and not confirming:
        yield ("remark", each.rule, each.row_label, each.stated)
    if not arithmetic or each.severity is Severity.INFO:
        return
    for ref in (each.at, *each.involves):
        yield ("cell", ref)
    if each.difference:
        yield ("sheet", each.at.form, each.at.key, each.difference)
        yield ("rule", each.rule, each.difference)


def _named(
    findings: Sequence[Finding],
    groups: Sequence[list[int]],
    confirming: AbstractSet[str],
    explaining: AbstractSet[str],
) -> tuple[Finding, ...]:
    def weight(index: int, met: Counter[Ref]) -> tuple[bool, bool, int, int, int]:
        each = findings[index]
        root = each.rule not in confirming, each.rule not in explaining
        return *root, _GRAVITY.index(each.severity), -met[each.at], index

    result = list(findings)
    for number, indices in enumerate(sorted(groups), start=1):
        # The cell in which most of them meet is most likely the wrong one.
        met = Counter(
            ref for i in indices for ref in {findings[i].at, *findings[i].involves}
        )
        lead = min(indices, key=partial(weight, met=met))
        for index in indices:
            result[index] = replace(
                findings[index],
                group=f"G{number}",
                lead=index == lead or findings[index].rule in confirming,
            )
    return tuple(result)
