"""Files → documents → filings → scores → findings, package by package.

Everything is lazy: of ten thousand packages a few are in memory at a time, whichever
number of processes works on them.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import groupby
from typing import BinaryIO

from jiping import __version__, intake, law, scoring
from jiping.model.document import Document, Note, Place
from jiping.model.filing import Filing
from jiping.model.finding import Case, Outcome, Parameter
from jiping.model.memory import FORGETFUL, Memory
from jiping.pipeline.workers import in_processes
from jiping.readers import Source, formats, open_inputs, read
from jiping.rules import EVERYTHING, Selection, cards, rules, run

# A filing that does not say its year is judged by the newest rules: the last year whose
# packages are handed in on a day that a date can name.
NEWEST = date.max.year - 1

Sources = tuple[Source, ...]
Documents = tuple[Document, ...]


def check_paths(
    paths: Sequence[str],
    *,
    selection: Selection = EVERYTHING,
    jobs: int = 0,
    stdin: BinaryIO | None = None,
    with_documents: bool = False,
) -> Iterator[Outcome]:
    """Check every package that the paths name, in their order.

    One Outcome for each unit's package; a file that cannot be read gives one whose
    notes say so. The work is done in ``jobs`` processes that can be ended, or with 0 in
    this one. ``with_documents`` keeps the tables as read, for reports that draw
    them. Raises ValueError (a Chinese sentence) for a selection of no rule.
    """
    if selection != EVERYTHING:
        selection.refuse_unknown(rules())
    check = partial(check_package, selection=selection, with_documents=with_documents)
    yield from _over(check, packages_of(paths, stdin), jobs)


def read_paths(
    paths: Sequence[str], *, jobs: int = 0, stdin: BinaryIO | None = None
) -> Iterator[Outcome]:
    """The filings that the paths name, scores computed, no rule run; else as
    ``check_paths``."""
    yield from _over(read_package, packages_of(paths, stdin), jobs)


def _over(
    work: Callable[[Sources], tuple[Outcome, ...]],
    packages: Iterator[Sources],
    jobs: int,
) -> Iterator[Outcome]:
    results: Iterator[tuple[Outcome, ...]] = map(work, packages)
    if jobs:
        # The rules are loaded by those who check. Here only their cards are needed, and
        # not before there is something to tell.
        results = in_processes(work, packages, _given_up, jobs, meanwhile=cards)
    for outcomes in results:
        for outcome in outcomes:
            # Known here too, so a process need not send it.
            yield replace(outcome, cards=cards())


def judged(
    name: str,
    filing: Filing,
    documents: Documents,
    selection: Selection = EVERYTHING,
    *,
    prior: Filing | None = None,
    memory: Memory = FORGETFUL,
) -> Outcome:
    """Compute and check one filing that intake has made of ``documents``. ``prior`` is
    last year's, where there is one; ``memory`` knows what rules said before."""
    case = replace(_case(filing), prior=prior)
    outcome = _judged(name, case, documents, selection, True, memory)
    return replace(outcome, cards=cards())


def check_text(name: str, text: str, selection: Selection = EVERYTHING) -> Outcome:
    """Check one filing in the text layout."""
    documents = (read(text.encode(), name),)
    return judged(name, intake.filings(documents)[0], documents, selection)


def packages_of(
    paths: Sequence[str], stdin: BinaryIO | None = None
) -> Iterator[Sources]:
    """The files that the paths name, those of one package together."""
    for _, sources in groupby(open_inputs(paths, stdin), key=lambda s: s.package):
        yield tuple(sources)


def count_packages(paths: Sequence[str]) -> int:
    """How many packages the paths name, for a progress bar.

    Standard input is not touched and an archive not unpacked: each counts as one.
    """
    apart = [path for path in paths if path == "-" or formats.is_archive_name(path)]
    named = [path for path in paths if path not in apart]
    return sum(1 for _ in packages_of(named)) + len(apart)


def check_package(
    sources: Sources, selection: Selection, with_documents: bool = False
) -> tuple[Outcome, ...]:
    """Check one package; it may turn out to hold the filings of several units."""

    def judge(filing: Filing, documents: Documents) -> Outcome:
        case = _case(filing)
        return _judged(sources[0].package, case, documents, selection, with_documents)

    return _each_filing(sources, judge)


def read_package(sources: Sources) -> tuple[Outcome, ...]:
    """Read one package and compute its scores."""

    def outcome(filing: Filing, documents: Documents) -> Outcome:
        return _outcome(sources[0].package, _case(filing), documents)

    return _each_filing(sources, outcome)


def _each_filing(
    sources: Sources, work: Callable[[Filing, Documents], Outcome]
) -> tuple[Outcome, ...]:
    """The outcome of every filing of a package.

    A fault of ours in one package must not end the run of the others, so it becomes a
    note of that package here, at the one place where packages part.
    """
    try:
        return tuple(work(filing, documents) for filing, documents in _filings(sources))
    except Exception as fault:
        return (_broken(sources, fault),)


def _filings(sources: Sources) -> Iterator[tuple[Filing, Documents]]:
    documents = tuple(source.document() for source in sources)
    for filing in intake.filings(documents):
        yield filing, documents


def _case(filing: Filing) -> Case:
    parameters = parameters_of(filing)
    computed = scoring.compute(filing, parameters)
    return Case(filing=filing, parameters=parameters, computed=computed)


def parameters_of(filing: Filing) -> Mapping[str, Parameter]:
    """The values that the filing is judged by."""
    return law.parameters(filing.year or NEWEST, filing.layout)


def _judged(
    package: str,
    case: Case,
    documents: Documents,
    selection: Selection,
    with_documents: bool,
    memory: Memory = FORGETFUL,
) -> Outcome:
    findings, skipped = run(case, rules(), selection, memory)
    outcome = _outcome(package, case, documents)
    kept = documents if with_documents else ()
    return replace(outcome, findings=findings, skipped=skipped, documents=kept)


def _outcome(package: str, case: Case, documents: Documents) -> Outcome:
    return Outcome(
        package=package,
        filing=case.filing,
        findings=(),
        skipped=(),
        computed=dict(case.computed),
        cards={},
        notes=case.filing.notes,
        version=__version__,
        documents=documents,
    )


def _broken(sources: Sources, fault: Exception) -> Outcome:
    reason = f"程序遇到没有料到的内容（{type(fault).__name__}）"
    return _unfinished(sources, reason)


def _given_up(sources: Sources, reason: str) -> tuple[Outcome, ...]:
    return (_unfinished(sources, reason),)


def _unfinished(sources: Sources, reason: str) -> Outcome:
    name = sources[0].name
    sentence = (
        f"“{name}”没有查完：{reason}。其他文件不受影响；"
        "请另存为新的 .docx 再试，仍然不行的请把文件交给维护人员。"
    )
    note = Note(level="error", text=sentence, place=Place(file=name))
    # Of a file that was not read to its end nothing is said but that.
    filing = replace(
        intake.filings(())[0], files=tuple(source.name for source in sources), notes=()
    )
    return Outcome(
        package=sources[0].package,
        filing=filing,
        findings=(),
        skipped=(),
        computed={},
        cards={},
        notes=(note,),
        version=__version__,
    )
