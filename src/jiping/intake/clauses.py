"""What the noun phrase before a figure names: a topic, an aspect, or unknown words.

Pure reading of one clause; what an elliptical clause falls back to is decided by
``statements``. A phrase names a topic only when nothing of substance is left of it
beside the topic, the aspect and fillers: 人员经费缺口 and 退休人员经费 are not 人员经费.
"""

import re
from dataclasses import dataclass

from jiping.intake.lexis import (
    AMOUNTS,
    ASPECTS,
    AVERAGES,
    CHANGES,
    COUNTED,
    COUNTS,
    FILLERS,
    FUNDS,
    LIMITS,
    OPENERS,
    ORGANISATIONS,
    RATIOS,
    WEAK,
    Match,
    Words,
)
from jiping.model.patterns import compile_late

_YEAR = compile_late(r"(?:20|19)\d{2}(?:年度?)?|上年度?|去年")
_PRIOR = compile_late(r"上年|去年")
_DATE = compile_late(
    r"(?:20\d{2}年)?(?:\d{1,2}月)?(?:\d{1,2}[日号])|\d{1,2}月(?:底|末|份)?"
)
# Names with 预算 in them say nothing about an aspect.
_BUDGETS = FUNDS | {"general_budget"}
_AND = compile_late(r"[、和及与]|以及")
# 业务工作经费项目自评得分, 两个项目分别得: whose score, and the words for a score.
_SCORED = compile_late(
    r"(?P<whose>.+?)(?P<tail>(?:分别|依次|均|都|各)?(?:支出)?(?:绩效)?(?:自评|评价)?(?:综合)?"
    r"(?:得分|评分|总分|得|自评)(?:分别|依次|均|都|各|在)*(?:为|是|达到?|:)?)"
)
_A_PROJECT = compile_late(r"(?:项目|专项|经费)(?:支出)?$")
_SO_MANY = compile_late(r"等?(?:[两二三四五六七八九十\d]+|各)个?(?:项目|专项)$")
_MODIFIER = compile_late(r"[的中内]$")
# The unit's own name, with whatever says nothing behind it (…办公室内设).
_ORGANISATION = compile_late(
    rf".+(?:{ORGANISATIONS.pattern})(?:机关|本级)?(?:[及和与](?:所|下)属(?:事业)?单位)?(?:{FILLERS.pattern})*+$"
)
_AFTER_CHANGE = r"(?:了|约|额|数|率|幅度?|比例|为|共计?|:)*$"
_CHANGED = compile_late(rf"(?:{CHANGES.pattern})+{_AFTER_CHANGE}")
_CHANGING = compile_late(
    rf"(?:(?!{CHANGES.pattern})(?:{FILLERS.pattern}))*+(?:{CHANGES.pattern})(?![到至了])"
)
# Words of change that names of projects are made of.
_IN_NAMES = compile_late(r"提升|提高|节约|压缩|降低")
_COMPARED = compile_late(r"比|较|上年|去年|同期|预算")
_AGAINST = compile_late(r"比|较|上年|去年|同期")
# 因招标节约调减20万元: why the budget was moved is no topic of its own.
_MOVES, _MOVED_TO = frozenset({"added", "reduced"}), frozenset({"revised"})
_WHY = compile_late(
    r"(?:年中|年内|执行中|执行过程中|中途|期间)*(?:因|由于|受|根据|按照?|鉴于|经)"
)
_CHANGED_TO = compile_late(rf"(?:{CHANGES.pattern})(?:到|至)$")
_BASE = compile_late(r"(?:同比|环比|(?:比|较|与|同|相较|相比).*?)(?=$)")
_LIMITED = compile_late(rf"(?:{LIMITS.pattern})$")
# 较年初多56.68万元, 比预算少2万元.
_MORE_THAN = compile_late(r"(?:.{0,40}[比较].{1,40})?[多少][了约]?")
_AVERAGE = compile_late(
    rf"(?:{AVERAGES.pattern})(?:{FILLERS.pattern}|费用?|标准|成本)*$"
)
_ITEM = compile_late(r"[(](?:类|款|项)[)]")
_LEADING = compile_late(
    rf"^(?:(?:20\d{{2}}年(?:度|末|底|初)?)|本部门|本单位|我单位|我部门|[,;:、。/=]|(?:{OPENERS.pattern}))+"
)
_TRAILING = compile_late(r"(?:为|是|共计|共|(?<!节)约|达到|达|:|\()+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """``topic`` and ``aspect`` are keys or ``""``. ``bare`` says that nothing but an
    aspect or fillers is there, ``change`` that the figure is a difference, ``soft``
    that the aspect is no more than a part of the topic's name (基本支出). ``fund`` is
    a fund named in front of the topic, ``taken`` the end of words behind the figure."""

    topic: str = ""
    aspect: str = ""
    words: str = ""
    bare: bool = False
    change: bool = False
    soft: bool = False
    item: bool = False
    prior: bool = False
    fund: str = ""
    taken: int = 0


def subject(text: str) -> str:
    """The words of a clause without year, connectors and verbs around them."""
    return _TRAILING.sub("", _LEADING.sub("", text))


def amount(text: str, year: int | None) -> Phrase:
    """The noun phrase in front of an amount."""
    words = subject(text)
    if _AVERAGE.search(text):
        return Phrase(aspect="average", words=words)
    plain = _difference(text)
    changed = plain is not None
    text = text if plain is None else plain
    limited = None if changed else _LIMITED.search(text)
    text = text[: limited.start()] if limited else text
    phrase = _named(text) if AMOUNTS.pattern.search(text) else _unnamed(text)
    return Phrase(
        topic=phrase.topic,
        aspect="change" if changed else "limit" if limited else phrase.aspect,
        words=words,
        bare=phrase.bare,
        change=changed,
        soft=phrase.soft and not limited,
        item=bool(_ITEM.search(text)),
        prior=not changed and _is_prior(text, year),
        fund=phrase.fund,
    )


def _difference(text: str) -> str | None:
    """The phrase without 比上年增加; None where it states no difference."""
    if _CHANGED_TO.search(text) or _moved(text):
        return None
    if _MORE_THAN.fullmatch(text):
        return _BASE.sub("", text)
    changed = _CHANGED.search(text)
    if changed:
        before = text[: changed.start()]
        own = _IN_NAMES.match(changed[0]) and not _COMPARED.search(before)
        return None if own and _is_name(before) else _BASE.sub("", before)
    changing = _CHANGING.match(text)
    if changing is None:
        return None
    after = text[changing.end() :]
    own = _IN_NAMES.match(text) and _is_name(after)
    return None if own else after


def _moved(text: str, to: bool = False) -> bool:
    """Whether the text ends in words for an amount by which the budget itself was
    moved, or, with ``to``, for the budget that it was moved to."""
    aspects = ASPECTS.find(text)
    if not aspects or aspects[-1].key not in (_MOVED_TO if to else _MOVES):
        return False
    before, after = text[: aspects[-1].start], text[aspects[-1].end :]
    return not _AGAINST.search(before) and not FILLERS.sub("", after)


def _is_name(text: str) -> bool:
    """Whether words of their own stand there (能力提升, 节约用水), and no topic."""
    return not AMOUNTS.pattern.search(text) and bool(rest(text))


def _is_prior(text: str, year: int | None) -> bool:
    named = [int(found) for found in re.findall(r"(20\d{2})年(?!\d)", text)]
    if _PRIOR.search(text):
        return True
    return year is not None and bool(named) and named[-1] == year - 1


def _named(text: str) -> Phrase:
    topics = AMOUNTS.find(text)
    telling = [found for found in topics if found.key not in WEAK]
    head = (telling or topics)[-1]
    before, after = text[: head.start], text[head.end :]
    if _compound(text, topics) or rest(after) or _foreign(before):
        return _unnamed(text)
    told = ASPECTS.find(after) or ASPECTS.find(AMOUNTS.pattern.sub("|", before))
    own = () if head.key in _BUDGETS else ASPECTS.find(head.word)
    soft = not told and bool(own) and own[-1].key == "executed"
    aspects = told or own
    return Phrase(
        topic=head.key,
        aspect=aspects[-1].key if aspects else "",
        soft=soft,
        fund=next((t.key for t in topics[:-1] if t.key in FUNDS), ""),
    )


def _unnamed(text: str) -> Phrase:
    aspects = ASPECTS.find(text)
    why = _WHY.match(_LEADING.sub("", text)) and (_moved(text) or _moved(text, to=True))
    unit = _ORGANISATION.match(ASPECTS.pattern.sub("", text))
    return Phrase(
        aspect=aspects[-1].key if aspects else "",
        bare=bool(why or unit) or not rest(text),
    )


def _compound(text: str, topics: tuple[Match, ...]) -> bool:
    """办公费、印刷费共…: the figure belongs to both."""
    if len(topics) < 2:
        return False
    return bool(_AND.fullmatch(text[topics[-2].end : topics[-1].start]))


def _foreign(before: str, table: Words = AMOUNTS) -> bool:
    """Whether words in front of a topic make it something else."""
    if _MODIFIER.search(before) or _ORGANISATION.match(before):
        return False
    return bool(rest(table.pattern.sub("", before)))


def rest(text: str) -> str:
    """What is left beside years, aspects and fillers; a single character is nothing."""
    for pattern in (_YEAR, _DATE, ASPECTS.pattern, FILLERS):
        text = pattern.sub("", text)
    text = text.strip(",;:、。")
    return text if len(text) > 1 else ""


def ratio(text: str) -> str:
    """The topic of a ratio or score that has one of its own (满意度), or ``""``."""
    return _own(text, RATIOS)


def project_scored(text: str) -> str:
    """The project whose score a clause is about, or ``""``: 业务工作经费项目, 两个项目."""
    found = _SCORED.fullmatch(subject(text))
    return found["whose"] if found and _A_PROJECT.search(found["whose"]) else ""


def scores_shared(text: str, figures: int) -> list[str]:
    """Clauses for several scores that share one (业务工作经费、夜间巡查两个项目自评得分); ``[]``
    where they do not. Without names every score is that of some project."""
    words = subject(text)
    found = _SCORED.fullmatch(words)
    whose, tail = (found["whose"], found["tail"]) if found else (words, "自评得分")
    if not _A_PROJECT.search(whose):
        return []
    named = _SO_MANY.sub("", whose)
    if not named:
        return [whose + tail] * figures
    names = [name for name in _AND.split(named) if name]
    if len(names) != figures:
        return []
    return [
        f"{name}{'' if _A_PROJECT.search(name) or ratio(name + tail) else '项目'}{tail}"
        for name in names
    ]


def _own(text: str, table: Words) -> str:
    found = table.find(text)
    if not found:
        return ""
    head = found[-1]
    clean = not _foreign(text[: head.start], table) and not rest(text[head.end :])
    return head.key if clean else ""


def count(before: str, after: str, unit: str, context: str) -> tuple[str, int]:
    """The topic of a count: named in front of it (编制数12名), behind it (4个股室), or
    told by its unit under the ``context`` topic (公务接待35批次). With it, how much of
    ``after`` the noun behind it takes."""
    topic = _own(before, COUNTS)
    if topic and _counts(topic, unit):
        return topic, 0
    for found in COUNTS.find(after)[:1]:
        near = found.start <= 5 and not re.search(
            r"[,;:、。()和及与]", after[: found.start]
        )
        if near and _counts(found.key, unit):
            return found.key, found.end
    under = (
        key for key, one in COUNTED.items() if one.within and one.within == context
    )
    named = [found.key for found in AMOUNTS.find(before)] or [context]
    if rest(AMOUNTS.pattern.sub("", before)) or named[-1] != context:
        return "", 0
    return next((key for key in under if unit in COUNTED[key].units), ""), 0


def _counts(topic: str, unit: str) -> bool:
    units = COUNTED[topic].units
    return not units or unit in units
