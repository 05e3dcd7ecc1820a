"""Proposing masks for a publication, and applying those that were decided."""

import json
from collections.abc import Mapping

from jiping.model.filing import Filing
from jiping.web.publication import drawn
from jiping.web.publication.models import Mask, Publication
from jiping.web.publication.privacy import (
    Suspect,
    half_width,
    masked,
    occurrences,
    scan,
    telling,
)
from jiping.writers.forms import Plan


class Unsafe(Exception):
    """What was masked is not all that there is; ``str`` is a Chinese sentence."""


def fill_masks(publication: Publication, *, confirm_anew: bool = False) -> None:
    """Propose masks for the submission being prepared. Decisions on what is found again
    at the same place stay, unless they are to be confirmed anew; what a person marked
    by hand is looked for again."""
    assert publication.submission is not None
    plan = drawn.drawing_of(publication.submission)
    before = {(m.slot, m.start, m.found): m for m in publication.masks.all()}
    by_hand = {m.found for m in before.values() if m.kind == "手工标出"}
    every = list(drawn.lines(plan))
    found = {(s.slot, s.start): s for s in scan(every)}
    for words in sorted(by_hand):
        for suspect in occurrences(every, words):
            found.setdefault((suspect.slot, suspect.start), suspect)
    publication.masks.all().delete()
    kept = {} if confirm_anew else before
    Mask.objects.bulk_create(_mask(publication, each, kept) for each in found.values())


def _mask(
    publication: Publication,
    suspect: Suspect,
    kept: Mapping[tuple[str, int, str], Mask],
) -> Mask:
    before = kept.get((suspect.slot, suspect.start, suspect.found))
    return Mask(
        publication=publication,
        slot=suspect.slot,
        where=suspect.where,
        before=suspect.before,
        after=suspect.after,
        start=suspect.start,
        length=len(suspect.found),
        kind=suspect.kind,
        found=suspect.found[:200],
        decision=before.decision if before else "",
        reason=before.reason if before else "",
        by=before.by if before else None,
        at=before.at if before else None,
    )


def masked_plan(publication: Publication) -> Plan:
    """The drawing with what is decided or still proposed to be masked taken out: as the
    public would see it if nothing else were decided."""
    assert publication.submission is not None
    plan = drawn.drawing_of(publication.submission)
    texts = {line.slot: line.text for line in drawn.lines(plan)}
    stretches: dict[str, dict[int, int]] = {}
    for mask in publication.masks.exclude(decision=Mask.Decision.KEEP):
        text = texts.get(mask.slot, "")
        if text[mask.start : mask.start + mask.length] != mask.found:
            raise Unsafe("材料的画法和扫描时不同，请重新扫描并确认后再公开。")
        spans = stretches.setdefault(mask.slot, {})
        spans[mask.start] = max(mask.length, spans.get(mask.start, 0))
    changed = {slot: masked(texts[slot], spans) for slot, spans in stretches.items()}
    return drawn.with_texts(plan, changed)


def masked_filing(publication: Publication) -> Filing:
    """What may be public. Raises Unsafe where something that was found is in it still
    and nobody decided to keep it."""
    filing = drawn.read_anew(masked_plan(publication))
    masks = list(publication.masks.all())
    kept = {_bare(m.found) for m in masks if m.decision == Mask.Decision.KEEP}
    for suspect in scan(drawn.lines(drawn.drawing(filing))):
        if _bare(suspect.found) not in kept:
            raise Unsafe(
                f"{suspect.where}还有没有确认的{suspect.kind}，请重新扫描并确认后再公开。"
            )
    said = _bare(json.dumps(drawn.dumped(filing), ensure_ascii=False))
    for mask in masks:
        bare = _bare(mask.found)
        if telling(bare) and bare in said and bare not in kept:
            raise Unsafe(f"“{mask.where}”隐去的内容在别处还有，请重新扫描并确认。")
    return filing


def kept_reason(decision: str, reason: str) -> str:
    """The reason to keep; none for what is masked."""
    return reason.strip()[:200] if decision == Mask.Decision.KEEP else ""


def _bare(text: str) -> str:
    return "".join(half_width(text).split())
