"""A finding as it is told to who has to mend it: what, how it was worked out, how to."""

from collections.abc import Iterator
from dataclasses import dataclass

from jiping.model.document import Place
from jiping.model.finding import Finding, Outcome, RuleCard
from jiping.writers.arrange import Cluster, by_form
from jiping.writers.words import SEVERITY_WORDS, form_heading, place_words, plain

AUTHOR = "绩评"
_FIX = "## 怎么改"


@dataclass(frozen=True, slots=True)
class Remark:
    """What is to be said at a place; ``lines`` without breaks or control characters."""

    place: Place
    lines: tuple[str, ...]


def remarks(outcome: Outcome) -> Iterator[Remark]:
    """One remark for each cause, at its place, in the order of the forms."""
    for section in by_form(outcome):
        for cluster in section.clusters:
            yield Remark(cluster.lead.place, tuple(_lines(outcome, cluster)))


def _lines(outcome: Outcome, cluster: Cluster) -> Iterator[str]:
    lead = cluster.lead
    card = outcome.cards.get(lead.rule)
    title = plain(card.title) if card else ""
    yield f"【{SEVERITY_WORDS[lead.severity]}】{lead.rule} {title}".rstrip()
    yield plain(lead.message)
    yield from figures(lead)
    if fix := how_to_mend(card):
        yield f"怎么改：{fix}"
    if cluster.consequences:
        yield "由此引起的问题："
        yield from (
            f"· {_consequence(outcome, each, lead)}" for each in cluster.consequences
        )
    if lead.citation:
        yield f"依据：{plain(lead.citation)}"


def figures(finding: Finding) -> Iterator[str]:
    """``填报：4.80；应为：4.10万元；相差：0.70万元`` and the arithmetic."""
    stated = (
        ("填报", finding.stated),
        ("应为", finding.expected),
        ("相差", finding.difference),
    )
    if finding.expected:
        said = (
            f"{word}：{plain(text).rstrip('。；')}" for word, text in stated if text
        )
        yield "；".join(said)
    if finding.arithmetic and plain(finding.arithmetic) not in plain(finding.message):
        yield f"算式：{plain(finding.arithmetic)}"


def _consequence(outcome: Outcome, finding: Finding, lead: Finding) -> str:
    heading = form_heading(outcome.filing, finding.at.form, finding.at.key)
    file = finding.place.file != lead.place.file
    place = place_words(finding.place, file=file)
    return f"{heading} {place} {finding.rule} {plain(finding.message)}"


def how_to_mend(card: RuleCard | None) -> str:
    """The first sentence of the rule's own advice; empty where it has none."""
    advice = plain(card.page.partition(_FIX)[2]) if card else ""
    sentence, stop, _ = advice.partition("。")
    return sentence + stop
