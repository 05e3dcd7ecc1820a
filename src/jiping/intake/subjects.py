"""What a figure speaks about: the clause in front of it, and the context before that."""

import re
from collections.abc import Sequence
from dataclasses import replace

from jiping.intake import clauses
from jiping.intake.clauses import Phrase
from jiping.intake.context import Claim, Context
from jiping.intake.lexis import (
    ASPECTS,
    COUNTED,
    COUNTS,
    FUNDS,
    LIMITS,
    PARTS,
    SHARES,
    WEAK,
)
from jiping.intake.prose import Figure
from jiping.model.patterns import compile_late

_LONGEST_NOUN = 12
_BALANCES = frozenset({"opening_balance", "closing_balance"})
# What has no parts that 其中 or 用于 would name.
_NO_WHOLE = _BALANCES | {"limit"}
# The whole of the unit, also where one of its sources was spoken of before.
_SOURCES = frozenset(
    [
        "general_budget",
        "other_income",
        "upper_grant",
        "special_account",
        "current",
        "carried_over",
    ]
)
_GRAND = compile_late(
    r"总(?:支出|收入)|(?:收入|支出|收支)(?:总[计额]|合计)|全口径|各类支出|全部支出"
)
# At the beginning of a passage, where nothing smaller was spoken of.
_WHOLES = frozenset({"overall", "general_budget"})
_OF_THE_YEAR = compile_late(r"(?:全年|本年度?|年度)总?支出")
# 较预算15万元减少2.4万元: what it is compared with has no parts and is not gone on about.
_COMPARING = compile_late(r"(?:同|相)?(?:比|较|与)")
_COMPARED_WITH = frozenset({"initial", "revised", "budget", "prior_actual"})
# 完成年初预算4.20万元的77.14%: what a rate is taken of, and nobody's amount.
_RATED = compile_late(r"的\d[\d.]*%")
# 650元/生·年, 500元每人: a price.
_EACH = compile_late(r"/|每[人户生村班次场批车件亩]")
_OF_MONEY = compile_late(r"执行|预算|支出")
_TOTALS = compile_late(r"合计|共计|总计|小计|总共|^共$")
# 自评得分均在95分以上: a bound, and nobody's score.
_BOUND = compile_late(r"(?:及|或)?(?:以上|以下|以内)")
_LIMITED = compile_late(rf"(?:{LIMITS.pattern})$")
_RUN = compile_late(r"[、,和及与]|以及|")
_FULFILLED = compile_late(r"(?:完成|达到?|为|是).*的$")
_AIM = compile_late(r"用于([^,;:。()\d]{2,30})")
_SPENT_ON = frozenset({"basic", "project"})
# 完成年初预算的112% is none of the adjusted budget.
_RATE_OF = {"initial": "rate_of_initial", "budget": "rate_of_budget"}


def claim_of(context: Context, figure: Figure, direct: Sequence[str]) -> Claim:
    """What a figure states. ``direct`` are the clauses before it, the nearest last.

    The context goes on from here: what the figure speaks about is what the next
    clause without a topic does.
    """
    makers = {"amount": _amount, "ratio": _ratio, "score": _score, "count": _count}
    claim = makers[figure.kind](context, figure, direct)
    before = context.latest
    if (
        before
        and claim.aspect == before.aspect == "change"
        and claim.topic == before.topic
    ):
        base = before.subject.partition(",")[0]
        claim = replace(claim, subject=f"{base},{claim.subject}")
    context.latest = claim
    if claim.aspect in ("change", "share", "rate", "score") or claim.kind == "ratio":
        return claim
    aside = claim.aspect == "reduced" and not claim.topic
    beside = _COMPARING.match(direct[-1]) or _RATED.match(
        context.sentence.text, figure.end
    )
    if (
        aside
        or claim.aspect == "average"
        or (claim.aspect in _COMPARED_WITH and beside)
    ):
        return claim
    if claim.kind == "count":
        context.counted = claim
    else:
        context.head = claim
        if claim.aspect not in _NO_WHOLE or context.whole is None:
            context.whole = claim
    return claim


def _made(
    context: Context, figure: Figure, topic: str, aspect: str, subject: str
) -> Claim:
    return Claim(
        topic=topic,
        aspect=aspect,
        subject=subject or (context.latest.subject if context.latest else ""),
        raw=figure.raw,
        unit=figure.unit,
        kind=figure.kind,
        sentence=context.sentence.source,
    )


def _amount(context: Context, figure: Figure, direct: Sequence[str]) -> Claim:
    words = direct[-1]
    phrase = clauses.amount(words, context.year)
    if _EACH.match(context.sentence.text, figure.end):
        phrase = Phrase(aspect="average", words=phrase.words or words)
    if phrase.bare and not phrase.item:
        phrase = _from_earlier(context, phrase, direct[:-1])
    if phrase.bare and not phrase.aspect and not clauses.subject(words):
        phrase = _from_behind(context, figure) or phrase
    if phrase.bare and _names_another(context, phrase, words):
        phrase = replace(phrase, bare=False, words=phrase.words or words)
    topic = _amount_topic(context, phrase)
    whole = context.scopes[-1].whole if context.scopes else None
    aspect = _amount_aspect(context, phrase, topic, whole)
    claim = _made(context, figure, topic, aspect, phrase.words)
    parted = whole is not None and not phrase.change and whole.topic != topic
    context.noun = max(context.noun, phrase.taken)
    return replace(claim, part_of=whole.topic) if whole and parted else claim


def _names_another(context: Context, phrase: Phrase, words: str) -> bool:
    """Whether words without a topic speak of something else: 合计 of what was listed,
    a part that is named by fillers alone (其中：经费拨款), the thing that was counted
    (发放补助8600人次1200万元)."""
    counted = context.latest is not None and context.latest.kind == "count"
    if counted and not clauses.subject(words):
        return True
    if _TOTALS.search(words) and context.latest is not None:
        return True
    within = context.scopes and context.scopes[-1].whole is not None
    same = phrase.aspect or phrase.prior or phrase.change
    return bool(within and phrase.words and not same)


def _from_earlier(context: Context, phrase: Phrase, earlier: Sequence[str]) -> Phrase:
    """三公经费方面，全年支出5万元: the topic stands a clause before."""
    for words in reversed(earlier):
        other = clauses.amount(words, context.year)
        if other.topic or other.item:
            aspect = phrase.aspect or other.aspect
            subject = f"{other.words}{phrase.words}"
            return replace(
                other,
                aspect=aspect,
                words=subject,
                change=phrase.change,
                prior=phrase.prior or other.prior,
                soft=other.soft and not phrase.aspect,
            )
    return phrase


def _from_behind(context: Context, figure: Figure) -> Phrase | None:
    """50万元用于办公楼维修."""
    aim = _AIM.match(context.sentence.text, figure.end)
    if aim is None or not context.scopes:
        return None
    phrase = clauses.amount(aim[1], context.year)
    return replace(phrase, bare=False, words=aim[1], taken=aim.end())


def _amount_topic(context: Context, phrase: Phrase) -> str:
    """The topic, after leaving the scopes that it cannot be a part of."""
    if phrase.item:
        return f"{_fund(context, phrase) or context.chapter or 'general_budget'}.item"
    if phrase.bare:
        if phrase.aspect in _BALANCES and context.scopes:
            context.leave()
        if _begins(context) and _OF_THE_YEAR.search(phrase.words):
            return "overall"
        return _compared(context) if phrase.change else context.topic
    if not phrase.topic:
        return ""
    while (
        not phrase.change
        and context.scopes
        and context.scopes[-1].depth == context.depth
        and not _part(phrase.topic, context.scopes[-1].whole)
    ):
        context.leave()
    if phrase.topic in WEAK and context.topic not in ("", *WEAK):
        grand = (
            context.topic in _SOURCES or context.topic != context.chapter in _SOURCES
        ) and _GRAND.search(phrase.words)
        grand = grand or (_begins(context) and _OF_THE_YEAR.search(phrase.words))
        return phrase.topic if grand else context.topic
    fund = _fund(context, phrase)
    return (
        f"{fund}.{phrase.topic}" if fund and phrase.topic in _SPENT_ON else phrase.topic
    )


def _begins(context: Context) -> bool:
    """Whether nothing was spoken of yet, in a chapter on the whole."""
    return context.head is None and context.chapter in _WHOLES


def _kin(topic: str, other: str) -> bool:
    """Whether one topic is a part of the other, or both are parts of one."""
    one, two = topic.rpartition(".")[2], other.rpartition(".")[2]
    return one != two and any(
        one in parts and (two in parts or two == whole)
        for whole, parts in PARTS.items()
    )


def _part(topic: str, whole: Claim | None) -> bool:
    """Whether a topic can be a part of the whole; of an unknown one anything can."""
    if whole is None or not whole.topic:
        return True
    parents = frozenset({whole.topic.rpartition(".")[2]})
    while parents:
        parts = frozenset().union(*(PARTS.get(one, frozenset()) for one in parents))
        if topic in parts:
            return True
        parents = parts
    return False


def _fund(context: Context, phrase: Phrase) -> str:
    """The fund of which basic or project spending is spoken, or ``""``."""
    whole = context.scopes[-1].whole if context.scopes else None
    named = (
        phrase.fund,
        whole.topic.partition(".")[0] if whole else "",
        context.chapter,
    )
    return next(
        (one.partition(".")[0] for one in named if one.partition(".")[0] in FUNDS), ""
    )


def _amount_aspect(
    context: Context, phrase: Phrase, topic: str, whole: Claim | None
) -> str:
    if phrase.change:
        return "change"
    aspect = phrase.aspect
    if not aspect or phrase.soft:
        last = context.whole
        if whole is not None and not phrase.bare:
            aspect = whole.aspect
        elif last is not None and topic and _kin(topic, last.topic):
            aspect = last.aspect
    if phrase.prior and aspect in ("executed", ""):
        return "prior_actual"
    return aspect or "amount"


def _ratio(context: Context, figure: Figure, direct: Sequence[str]) -> Claim:
    words = direct[-1]
    subject = clauses.subject(words)
    latest = context.latest
    shared = latest and latest.aspect == "share" and _RUN.fullmatch(words)
    if SHARES.search(words) or shared:
        return _made(context, figure, context.topic, "share", subject)
    fulfilled = _FULFILLED.search(words)
    phrase = clauses.amount(_FULFILLED.sub("", words), context.year)
    if phrase.change or (not subject and latest and latest.aspect == "change"):
        topic = phrase.topic or (_compared(context) if phrase.bare else "")
        return _made(context, figure, topic, "change", subject)
    own = clauses.ratio(words)
    if own:
        return _made(context, figure, own, "rate", subject)
    taken_of = latest.aspect if latest and words == "的" else ""
    aspect = _RATE_OF.get(taken_of) or _rate(fulfilled[0] if fulfilled else "", phrase)
    if phrase.bare:
        phrase = _from_earlier(context, phrase, direct[:-1])
    if phrase.bare:
        return _made(context, figure, _rated(context, words), aspect, subject)
    topic = _amount_topic(context, replace(phrase, change=True))
    return _made(context, figure, topic, aspect, subject)


def _compared(context: Context) -> str:
    """The topic of a difference that names none: that of the one before it."""
    latest = context.latest
    return latest.topic if latest and latest.aspect == "change" else context.topic


def _rate(fulfilled: str, phrase: Phrase) -> str:
    """What a rate is a rate of."""
    if phrase.aspect == "received_rate":
        return phrase.aspect
    base = ASPECTS.find(fulfilled)
    if not base or base[-1].key == "revised":
        return "rate"
    return _RATE_OF.get(base[-1].key, "rate_of_budget")


def _rated(context: Context, words: str) -> str:
    """The topic of a rate that names none. Behind a count it is no rate of money."""
    if context.latest is not None and context.latest.kind == "count":
        return ""
    if _OF_MONEY.search(words):
        return context.topic or "execution_rate"
    return context.topic if context.head else ""


def _score(context: Context, figure: Figure, direct: Sequence[str]) -> Claim:
    words = direct[-1]
    own, project = clauses.ratio(words), clauses.project_scored(words)
    if any(found.key == "rate" for found in ASPECTS.find(words)):
        own = ""  # 预算执行率得分10分
    bound = _BOUND.match(context.sentence.text, figure.end) or _LIMITED.search(words)
    aspect = "limit" if bound else "score"
    if project and not own:
        return _made(context, figure, "project_score", aspect, project)
    return _made(context, figure, own, aspect, clauses.subject(words))


def _count(context: Context, figure: Figure, direct: Sequence[str]) -> Claim:
    words, latest = direct[-1], context.latest
    under = context.topic
    if latest and latest.kind == "count" and latest.topic and not clauses.rest(words):
        under = COUNTED[latest.topic].within or under
    after = behind(context.sentence.text, figure)
    topic, taken = clauses.count(words, after, figure.unit, under)
    context.noun = figure.noun + taken
    told = not taken and (clauses.rest(words) or COUNTS.find(words))
    noun = re.split(r"[,;:、。()\d]|和|及", after[figure.end - figure.noun :])[0]
    subject = clauses.subject(words) if told else noun or clauses.subject(words)
    claim = _made(context, figure, topic, "count", subject)
    scope = next((one for one in reversed(context.scopes) if one.counted), None)
    whole = scope.counted if scope else None
    if whole is None or (topic and not _counted_in(topic, whole.topic)):
        return claim
    if topic == whole.topic and topic not in PARTS.get(topic, ()):
        part = replace(claim, topic="", part_of=whole.topic)
        return claim if taken else part
    return replace(claim, part_of=whole.topic)


def _counted_in(topic: str, whole: str) -> bool:
    return not whole or topic == whole or topic in PARTS.get(whole, ())


def behind(text: str, figure: Figure) -> str:
    """Unit and noun behind the number."""
    return text[figure.noun : figure.end + _LONGEST_NOUN]
