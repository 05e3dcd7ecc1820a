"""One page that opens offline: the filing as it was sent, every finding in its cell.

The page holds no script and fetches nothing; what a cell shows on pointing at it,
focusing it or jumping to it is the style sheet's work alone.
"""

from collections.abc import Iterable, Iterator
from importlib.resources import files
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import IO, Any

from jiping.model.finding import Finding, Outcome
from jiping.writers import Options
from jiping.writers.arrange import FormFindings, by_form
from jiping.writers.html_marks import Anchors, Numbered
from jiping.writers.html_tables import Drawing, facts_html, heading_html, safe
from jiping.writers.tally import Tally, counts_of, files_of, notes_of
from jiping.writers.words import (
    LEVEL_WORDS,
    SEVERITY_WORDS,
    SKIP_WORD,
    form_heading,
    layout_words,
    place_words,
)

TITLE = "绩效自评检查报告"
POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'"


def write(outcomes: Iterable[Outcome], stream: IO[Any], options: Options) -> Tally:
    """The whole page. The packages wait in a temporary file, since the index and the
    totals stand above them and are known last."""
    tally = Tally()
    with (
        TemporaryFile("w+", encoding="utf-8", errors="replace") as body,
        TemporaryFile("w+", encoding="utf-8", errors="replace") as index,
    ):
        for number, outcome in enumerate(outcomes, start=1):
            tally.add(outcome)
            body.writelines(_package(f"p{number}", outcome))
            index.write(_index_row(f"p{number}", outcome))
        body.seek(0)
        index.seek(0)
        stream.writelines(_head(tally))
        stream.write("<main>\n")
        if tally.packages > 1:
            stream.write(_INDEX_HEAD)
            copyfileobj(index, stream)
            stream.write("</tbody></table></section>\n")
        copyfileobj(body, stream)
        stream.write("</main>\n</body>\n</html>\n")
    return tally


def _head(tally: Tally) -> Iterator[str]:
    style = files("jiping.writers").joinpath("html.css").read_text(encoding="utf-8")
    yield (
        '<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{TITLE}</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
    )
    for severity, words in SEVERITY_WORDS.items():
        yield (
            f'<input class="filter" type="checkbox" id="show-{severity.value}" checked'
            f' aria-label="显示{words}">\n'
        )
    yield f'<header class="top"><h1>{TITLE}</h1>\n<p class="totals">'
    yield f"{tally.files} 个文件，{tally.units} 个单位"
    if tally.unreadable:
        yield f"，{tally.unreadable} 个文件读不出来"
    yield '</p>\n<p class="filters">'
    for severity, words in SEVERITY_WORDS.items():
        value = severity.value
        count = tally.findings[value]
        yield f'<label for="show-{value}" class="{value}">{words} {count}</label>'
    yield "</p></header>\n"


_INDEX_HEAD = (
    '<section class="index"><h2>目录</h2>\n<table><thead><tr><th>单位</th><th>年度</th>'
    "<th>文件</th><th>错误</th><th>警告</th><th>提示</th><th>未检查</th></tr></thead>"
    "<tbody>\n"
)


def _index_row(prefix: str, outcome: Outcome) -> str:
    filing = outcome.filing
    counts = counts_of(outcome)
    cells = "".join(
        f'<td class="count {value if count else "none"}">{count}</td>'
        for value, count in counts.items()
    )
    read = filing.sheets or filing.report
    unchecked = str(len(outcome.skipped)) if read else "全部"
    return (
        f'<tr><td><a href="#{prefix}">{safe(filing.unit or outcome.package)}</a></td>'
        f"<td>{filing.year or ''}</td><td>{safe('、'.join(files_of(outcome)))}</td>"
        f'{cells}<td class="count">{unchecked}</td></tr>\n'
    )


def _package(prefix: str, outcome: Outcome) -> Iterator[str]:
    sections, numbers = _numbered(outcome)
    findings = list(numbers.values())
    anchors = Anchors(prefix, outcome.documents)
    filing = outcome.filing
    year = f" {filing.year}年度" if filing.year else ""
    yield f'<section class="package" id="{prefix}">\n<header><h2>'
    yield f"{safe(filing.unit or outcome.package)}{year}</h2>\n"
    yield f'<p class="meta">文件：{safe("、".join(files_of(outcome)))}'
    if filing.sheets or filing.report:
        yield f"　{safe(layout_words(filing.layout))}"
    yield "</p>\n"
    yield from _notes(outcome)
    yield '</header>\n<div class="desk">\n'
    yield f'<nav class="findings" aria-label="问题清单"><h3>问题清单（{len(findings)}）</h3>\n'
    if not (filing.sheets or filing.report):
        yield "<p>没有读出内容，没有检查。</p>\n"
    elif not findings:
        yield "<p>没有发现问题。</p>\n"
    for section in sections:
        yield from _section(prefix, outcome, section, numbers, anchors)
    yield from _skipped(outcome)
    yield '</nav>\n<div class="documents">\n'
    drawing = Drawing(prefix, anchors, anchors.marks(findings))
    for document in outcome.documents:
        yield f'<article class="document"><h3>{safe(document.name)}</h3>\n'
        yield from drawing.document(document)
        yield "</article>\n"
    yield "</div>\n</div>\n</section>\n"


def _numbered(
    outcome: Outcome,
) -> tuple[tuple[FormFindings, ...], dict[int, Numbered]]:
    """The sections of the list, and each finding's number by identity of the object:
    equal findings are still two."""
    sections = by_form(outcome)
    numbers: dict[int, Numbered] = {}
    for section in sections:
        for cluster in section.clusters:
            for finding in (cluster.lead, *cluster.consequences):
                numbers[id(finding)] = Numbered(len(numbers) + 1, finding)
    return sections, numbers


def _notes(outcome: Outcome) -> Iterator[str]:
    for note in notes_of(outcome):
        if note.level != "info":
            words = LEVEL_WORDS[note.level]
            place = place_words(note.place, file=True)
            yield (
                f'<p class="notice {safe(note.level)}"><b>{words}</b> '
                f"{safe(place)}：{safe(note.text)}</p>\n"
            )


def _section(
    prefix: str,
    outcome: Outcome,
    section: FormFindings,
    numbers: dict[int, Numbered],
    anchors: Anchors,
) -> Iterator[str]:
    yield f"<h4>{safe(section.heading)}</h4>\n<ol>\n"
    for cluster in section.clusters:
        lead = numbers[id(cluster.lead)]
        yield from _item(prefix, outcome, lead, anchors)
        if cluster.consequences:
            yield "<ol>\n"
            for finding in cluster.consequences:
                numbered = numbers[id(finding)]
                yield from _item(prefix, outcome, numbered, anchors, cluster.lead)
                yield "</li>\n"
            yield "</ol>"
        yield "</li>\n"
    yield "</ol>\n"


def _item(
    prefix: str,
    outcome: Outcome,
    numbered: Numbered,
    anchors: Anchors,
    lead: Finding | None = None,
) -> Iterator[str]:
    """One finding of the list, its element left open for its consequences.

    A citation that is its ``lead``'s is not repeated.
    """
    finding = numbered.finding
    card = outcome.cards.get(finding.rule)
    where = "·".join(filter(None, (finding.row_label, finding.column_label)))
    form = form_heading(outcome.filing, finding.at.form, finding.at.key)
    spot = safe(where or form) + f" <small>{safe(place_words(finding.place))}</small>"
    anchor = anchors.at(finding.place)
    link = f'<a class="spot" href="#{anchor}">{spot}</a>' if anchor else spot
    title = f' <span class="title">{safe(card.title)}</span>' if card else ""
    yield (
        f'<li id="{prefix}-f{numbered.number}" class="finding {finding.severity.value}">'
        f"<p>{heading_html(numbered)}{title}</p>\n<p>{link}</p>\n"
        f'<p class="message">{safe(finding.message)}</p>{facts_html(finding)}'
    )
    if finding.citation and not (lead and lead.citation == finding.citation):
        yield f'<p class="citation">依据：{safe(finding.citation)}</p>'


def _skipped(outcome: Outcome) -> Iterator[str]:
    if not outcome.skipped:
        return
    yield f'<details class="skipped"><summary>{SKIP_WORD}的项目（{len(outcome.skipped)}）'
    yield "</summary><ul>\n"
    for skip in outcome.skipped:
        place = form_heading(outcome.filing, skip.at.form, skip.at.key)
        rule = f"<code>{safe(skip.rule)}</code>"
        yield f"<li>{rule} {safe(place)}：{safe(skip.reason)}</li>\n"
    yield "</ul></details>\n"
