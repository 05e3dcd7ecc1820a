"""Findings as lines for a terminal: grouped by form, one line each, place first."""

from collections.abc import Iterable, Iterator
from typing import IO, Any

from jiping.model.document import Note
from jiping.model.finding import Finding, Outcome, Severity
from jiping.writers import Options
from jiping.writers.arrange import Cluster, FormFindings, by_form
from jiping.writers.tally import Tally, files_of, notes_of
from jiping.writers.width import pad, width
from jiping.writers.words import (
    LEVEL_WORDS,
    SEVERITY_WORDS,
    SKIP_WORD,
    form_heading,
    identity_words,
    place_words,
    plain,
)

# A place wider than this does not push every other line to the right.
WIDEST_PLACE = 24
# How many of a package's files its heading names; a unit sends fewer.
MOST_FILES = 20
HEADING, DIM = "1", "2"
SEVERITY_STYLE = {Severity.ERROR: "1;31", Severity.WARNING: "33", Severity.INFO: "36"}


def write(outcomes: Iterable[Outcome], stream: IO[Any], options: Options) -> Tally:
    """Each package as it comes, the summary last."""
    tally = Tally()
    for outcome in outcomes:
        tally.add(outcome)
        for line in package_lines(outcome, options):
            stream.write(line + "\n")
    if not options.quiet:
        for line in summary_lines(tally, options):
            stream.write(line + "\n")
    return tally


def package_lines(outcome: Outcome, options: Options) -> Iterator[str]:
    """Header, what could not be read, findings by form, rules that could not run."""
    several = len(files_of(outcome)) > 1
    levels = ("error",) if options.quiet else ("error", "warning")
    notes = [note for note in notes_of(outcome) if note.level in levels]
    if not options.quiet:
        yield from _header(outcome, options)
    elif notes or outcome.findings:
        # Of many files, one must know whose findings these are.
        yield _files_line(outcome, options)
    for note in notes:
        yield _note_line(note, several, options)
    for section in by_form(outcome):
        yield ""
        yield styled(section.heading, HEADING, options)
        yield from _section_lines(outcome, section, several, options)
    if not options.quiet:
        yield from _skipped_lines(outcome, options)
        yield ""


def summary_lines(tally: Tally, options: Options) -> Iterator[str]:
    """Files and units, findings by severity, and what was left unchecked."""
    found = "，".join(
        styled(
            f"{words} {tally.findings[severity.value]}",
            SEVERITY_STYLE[severity] if tally.findings[severity.value] else "",
            options,
        )
        for severity, words in SEVERITY_WORDS.items()
    )
    yield f"共 {tally.files} 个文件，{tally.units} 个单位：{found}。"
    if tally.skipped and not options.skipped:
        yield f"有 {tally.skipped} 项检查未能进行，加 --show-skipped 查看原因。"
    elif tally.skipped:
        yield f"有 {tally.skipped} 项检查未能进行。"
    if tally.unreadable:
        sentence = f"有 {tally.unreadable} 个文件读不出来，未作检查。"
        yield styled(sentence, SEVERITY_STYLE[Severity.ERROR], options)


def _header(outcome: Outcome, options: Options) -> Iterator[str]:
    filing = outcome.filing
    yield _files_line(outcome, options)
    if not (filing.sheets or filing.report):
        return
    yield "  " + identity_words(filing)


def _files_line(outcome: Outcome, options: Options) -> str:
    files = files_of(outcome)
    more = f" 等 {len(files)} 个文件" if len(files) > MOST_FILES else ""
    named = "、".join(map(plain, files[:MOST_FILES]))
    return styled(named + more, HEADING, options)


def _note_line(note: Note, several: bool, options: Options) -> str:
    label = styled(
        LEVEL_WORDS[note.level], SEVERITY_STYLE[Severity(note.level)], options
    )
    return f"  {place_words(note.place, file=several)}  {label}  {plain(note.text)}"


def _section_lines(
    outcome: Outcome, section: FormFindings, several: bool, options: Options
) -> Iterator[str]:
    places = [
        place_words(cluster.lead.place, file=several) for cluster in section.clusters
    ]
    column = min(max(map(width, places)), WIDEST_PLACE)
    for cluster, place in zip(section.clusters, places, strict=True):
        yield f"  {pad(place, column)}  {_finding_words(cluster.lead, options)}"
        yield from _consequence_lines(outcome, cluster, several, options)


def _consequence_lines(
    outcome: Outcome, cluster: Cluster, several: bool, options: Options
) -> Iterator[str]:
    home = form_heading(outcome.filing, cluster.lead.at.form, cluster.lead.at.key)
    for finding in cluster.consequences:
        heading = form_heading(outcome.filing, finding.at.form, finding.at.key)
        elsewhere = "" if heading == home else f"{heading} "
        place = elsewhere + place_words(finding.place, file=several)
        yield f"    └ {place}  {_finding_words(finding, options)}"


def _finding_words(finding: Finding, options: Options) -> str:
    words = SEVERITY_WORDS[finding.severity]
    sign = styled(words, SEVERITY_STYLE[finding.severity], options)
    message, arithmetic = plain(finding.message), plain(finding.arithmetic)
    if arithmetic and arithmetic not in message:
        message += styled(f"（算式：{arithmetic}）", DIM, options)
    return f"{sign} {styled(finding.rule, HEADING, options)}  {message}"


def _skipped_lines(outcome: Outcome, options: Options) -> Iterator[str]:
    if not (outcome.skipped and options.skipped):
        return
    yield ""
    yield styled(f"{SKIP_WORD}（{len(outcome.skipped)} 项）", HEADING, options)
    for skip in outcome.skipped:
        place = form_heading(outcome.filing, skip.at.form, skip.at.key)
        yield f"  {place}  {skip.rule}  {plain(skip.reason)}"


def styled(text: str, style: str, options: Options) -> str:
    """The text in a style where colour is wanted; ``style`` as in an ANSI sequence."""
    return f"\033[{style}m{text}\033[0m" if options.color and style else text
