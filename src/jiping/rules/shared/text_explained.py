"""Whether a report gives a reason for a change: the subject, the change and a cause."""

from jiping.intake.lexis import unquoted
from jiping.model.filing import Report
from jiping.rules.shared.narrative import paragraphs, sentences
from jiping.rules.shared.text_words import any_of, concept


def explained(report: Report | None, subjects: tuple[str, ...], change: str) -> bool:
    """Whether one sentence names a subject, a change (a group of words in
    ``text_concepts.toml``) and a cause."""
    if report is None:
        return False
    named = any_of(subjects)
    return any(
        named.search(sentence)
        and concept(change).search(sentence)
        and concept("cause").search(sentence)
        for _, entry in paragraphs(report)
        for sentence in sentences(unquoted(entry.raw))
    )
