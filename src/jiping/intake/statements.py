"""Every amount, count, ratio and score that prose states, with what it speaks about.

A figure takes its subject from the noun phrase in front of it. A clause that names no
topic of its own (``年中追加106.27万元``) goes on about the last one; 其中, 包括, 用于 and a
bracket make what follows parts of the figure before them.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from jiping.intake import clauses
from jiping.intake.clauses import Phrase
from jiping.intake.context import Claim, Context
from jiping.intake.lexis import AMOUNTS, ASPECTS, OPENERS
from jiping.intake.nothing import denied
from jiping.intake.prose import Figure, Plain, figures, sentences
from jiping.intake.subjects import behind, claim_of
from jiping.model.patterns import compile_late

_SEPARATOR = compile_late(r"[,;:。]")
_EACH = compile_late(r"分别|依次|均|都")
_LONGEST_LIST = 200
_RUN = compile_late(r"[、,和及与]|以及")
_WITHIN = compile_late(r"(.{2,})(?:中|内)$")
# People who count as staff only where a figure for all of them precedes.
_BESIDES = frozenset({"retired", "temporary"})
_GRADE = compile_late(
    r"(?:自评|评价|等级|结论|评定|档次|评级)[^,;。\d]{0,8}?"
    r"(?:为|是|:|属于|达到|(?<=等级)|(?<=档次)|(?<=评级))"
    r"(?P<grade>优秀|优|良好|良|中等|中|差)(?:等?[级次]|档)?(?=[,;。)(]|$)"
)


def claims(
    paragraphs: Sequence[str], chapter: str, year: int | None
) -> Iterator[tuple[int, Claim]]:
    """Every statement of a chapter, with the index of its paragraph.

    ``chapter`` is the topic of the chapter or ``""``, ``year`` the report's.
    """
    context = Context(chapter=chapter, year=year)
    opened = False
    for index, paragraph in enumerate(paragraphs):
        if not opened and not OPENERS.match(paragraph.lstrip()):
            context.head = context.whole = context.counted = None
        context.latest = None
        for sentence in sentences(paragraph):
            for claim in _of_sentence(context, sentence):
                yield index, claim
        opened = bool(re.search(r"其中[:：]?\s*$", paragraph))


def _of_sentence(context: Context, sentence: Plain) -> Iterator[Claim]:
    found = [
        figure
        for figure in figures(sentence)
        if not figure.spelt or _known_count(sentence.text, figure)
    ]
    if context.scopes and context.scopes[0].whole is not None:
        context.head = context.scopes[0].whole
    context.scopes.clear()
    context.depth, context.noun, context.sentence = 0, 0, sentence
    yield from _told_apart(list(_of_figures(context, found)))
    yield from _denials(context, found)
    for grade in _GRADE.finditer(sentence.text):
        yield Claim(
            topic="self_score",
            aspect="grade",
            subject=clauses.subject(
                sentence.text[grade.start() : grade.start("grade")]
            ),
            raw=sentence.printed(grade.start("grade"), grade.end("grade")),
            unit="",
            kind="grade",
            sentence=sentence.source,
        )


def _told_apart(found: list[Claim]) -> Iterator[Claim]:
    """实有人数86人，其中在职62人: a whole of the same name as its part is another thing."""
    own = {
        claim.topic for claim in found if claim.topic and claim.part_of == claim.topic
    }
    for claim in found:
        if claim.topic in _BESIDES and claim.part_of not in own:
            yield replace(claim, part_of="")
        elif claim.kind == "count" and claim.part_of in own:
            yield replace(claim, part_of=f"{claim.part_of}.all")
        elif claim.kind == "count" and claim.topic in own:
            yield replace(claim, topic=f"{claim.topic}.all")
        else:
            yield claim


def _known_count(text: str, figure: Figure) -> bool:
    before = _SEPARATOR.split(text[max(0, figure.start - 80) : figure.start])[-1]
    return bool(clauses.count(before, behind(text, figure), figure.unit, "")[0])


def _denials(context: Context, found: Sequence[Figure]) -> Iterator[Claim]:
    text, start = context.sentence.text, 0
    starts = [figure.start for figure in found]
    for end in (*(m.start() for m in _SEPARATOR.finditer(text)), len(text)):
        if bisect_left(starts, start) == bisect_left(starts, end):
            for topic, aspect, word in denied(text[start:end], context.chapter):
                yield Claim(
                    topic=topic,
                    aspect=aspect,
                    subject=clauses.subject(text[start:end]),
                    raw=word,
                    unit="万元",
                    kind="amount",
                    sentence=context.sentence.source,
                    negative=True,
                )
        start = end + 1


def _of_figures(context: Context, found: Sequence[Figure]) -> Iterator[Claim]:
    text = context.sentence.text
    brackets = _brackets(text, found)
    closing = frozenset(brackets.values())
    start, index = 0, 0
    while index < len(found):
        figure = found[index]
        lead = _lead(context, start, figure.start, brackets.keys(), closing)
        direct = _walk(context, lead)
        each = _EACH.search(direct[-1])
        if each and each.start() > _LONGEST_LIST:
            each = None
        run = _run(text, found, index) if each else [figure]
        shared = _apart(direct[-1][: each.start()], run) if each else []
        if shared:
            pairs = zip(run if len(run) > 1 else run * len(shared), shared, strict=True)
            for one, words in pairs:
                yield claim_of(context, one, [*direct[:-1], words])
            index, start = index + len(run), run[-1].end
        else:
            yield claim_of(context, figure, direct)
            index, start = index + 1, max(figure.end, context.noun)


def _brackets(text: str, found: Sequence[Figure]) -> dict[int, int]:
    """Brackets with a figure in them, from each one's start to its end."""
    starts = [figure.start for figure in found]
    pairs: dict[int, int] = {}
    open_at: list[int] = []
    for place, mark in enumerate(text):
        if mark == "(":
            open_at.append(place)
        elif mark == ")" and open_at:
            start = open_at.pop()
            if bisect_left(starts, start) < bisect_left(starts, place):
                pairs[start] = place
    return pairs


def _lead(
    context: Context, start: int, end: int, opening: Set[int], closing: Set[int]
) -> str:
    """The words between two figures; brackets with figures open and close scopes."""
    text = context.sentence.text
    lead, outer = "", ""
    for place in range(start, end):
        if place in opening:
            context.depth += 1
            context.open()
            outer, lead = outer + lead, ""
        elif place in closing:
            context.close(context.depth - 1)
            lead = outer = ""
        else:
            lead += text[place]
    return re.sub(r"\([^()]{5,}\)|\([^()]*、[^()]*\)", "", lead) or outer


def _walk(context: Context, lead: str) -> list[str]:
    """The clauses of a lead, the one next to the figure last; scopes open and close."""
    direct: list[str] = [""]
    for piece in re.split(r"(?<=[,;:。])", lead):
        words = piece.rstrip(",;:。")
        opener = OPENERS.search(words)
        if opener and not ASPECTS.pattern.fullmatch(words):
            whole = clauses.amount(words[: opener.start()], context.year)
            context.open(_of_phrase(context, whole) if whole.topic else None)
            words = words[opener.end() :]
            direct = [words] if words else [""]
        elif within := _WITHIN.match(words):
            whole = clauses.amount(within[1], context.year)
            if whole.topic:
                context.open(_of_phrase(context, whole))
        if words:
            direct = [*(one for one in direct if one), words]
        if piece.endswith(";"):
            _half_stop(context)
    return direct


def _of_phrase(context: Context, phrase: Phrase) -> Claim:
    """A whole that is named without a figure (三公经费中)."""
    same = (
        context.whole if context.whole and context.whole.topic == phrase.topic else None
    )
    return Claim(
        topic=phrase.topic,
        aspect=phrase.aspect or (same.aspect if same else "amount"),
        subject=phrase.words,
        raw="",
        unit="",
        kind="amount",
        sentence=context.sentence.source,
    )


def _half_stop(context: Context) -> None:
    """A semicolon ends parts of parts; what is elliptical after it is the whole."""
    inside = [scope for scope in context.scopes if scope.depth == context.depth]
    if len(inside) > 1:
        context.leave()
    elif inside and inside[-1].whole is not None:
        context.head = inside[-1].whole


def _run(text: str, found: Sequence[Figure], index: int) -> list[Figure]:
    """This figure and those that follow it with nothing but 、 or 和 between."""
    run = [found[index]]
    for figure in found[index + 1 :]:
        if not _RUN.fullmatch(text[run[-1].end : figure.start]):
            break
        run.append(figure)
    return run


def _apart(words: str, run: Sequence[Figure]) -> list[str]:
    """The clause of each of the figures that share one; empty where they do not."""
    scores = (
        clauses.scores_shared(words, len(run))
        if len(run) > 1 and run[0].kind == "score"
        else []
    )
    return scores or _shared(words, len(run))


def _shared(words: str, figures_: int) -> list[str]:
    """Noun phrases that share one clause: 基本支出、项目支出预算(分别为). Empty if none."""
    kept = [*AMOUNTS.find(words), *ASPECTS.find(words)]
    cuts = [
        match
        for match in _RUN.finditer(words)
        if not any(one.start < match.end() and match.start() < one.end for one in kept)
    ]
    for chosen in ([cut for cut in cuts if cut[0] in "、,"], cuts):
        edges = [0, *(edge for cut in chosen for edge in cut.span()), len(words)]
        parts = [words[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)]
        fits = len(parts) == figures_ if figures_ > 1 else len(parts) > 1
        if fits and len(parts) > 1:
            return _completed(parts)
    return []


def _completed(parts: list[str]) -> list[str]:
    """The first part's topic and the last part's aspect are those of all."""
    topics, aspects = AMOUNTS.find(parts[0]), ASPECTS.find(parts[-1])
    lead = topics[-1].word if topics else ""
    tail = aspects[-1].word if aspects else ""
    return [
        (part if AMOUNTS.find(part) else lead + part)
        + ("" if ASPECTS.find(AMOUNTS.pattern.sub("", part)) else tail)
        for part in parts
    ]
