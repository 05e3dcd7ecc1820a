"""What share of the mutations of clean samples is noticed, and where it is not."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

from benchmarks.accuracy.operators import Mutation, mutations
from jiping.model.finding import Finding, Outcome, Severity
from jiping.pipeline import check_text
from tools.samples import CLEAN, FOLDER

Check = Callable[[str, str], Outcome]
# Of a whole row or sentence nothing may be left that a finding could point at.
_WHOLE = {"row", "sentence"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One mutation of one sample and the rules that noticed it."""

    sample: str
    mutation: Mutation
    rules: tuple[str, ...]

    @property
    def noticed(self) -> bool:
        """Whether any rule pointed at the place."""
        return bool(self.rules)


def sample_text(name: str) -> str:
    """A shipped sample in the text layout."""
    return (FOLDER / f"{name}.txt").read_text("utf-8")


def silence(check: Check = check_text) -> dict[str, tuple[Finding, ...]]:
    """The errors and warnings of each unmutated clean sample; there should be none."""
    return {
        name: tuple(
            finding
            for finding in check(name, sample_text(name)).findings
            if finding.severity is not Severity.INFO
        )
        for name in CLEAN
    }


def trials(
    name: str, text: str, chosen: slice = slice(None), check: Check = check_text
) -> Iterator[Trial]:
    """The ``chosen`` mutations of a filing, checked."""
    before = set(map(_identity, check(name, text).findings))
    for mutation in tuple(mutations(text))[chosen]:
        outcome = check(name, mutation.apply(text))
        new = (f for f in outcome.findings if _identity(f) not in before)
        rules = {f.rule for f in new if _points_at(f, mutation, text)}
        yield Trial(sample=name, mutation=mutation, rules=tuple(sorted(rules)))


def all_trials(every: int = 1, jobs: int = 1) -> list[Trial]:
    """Every ``every``-th trial of every clean sample, in ``jobs`` processes."""
    step = every * jobs
    shares = [slice(start, None, step) for start in range(0, step, every)]
    work = [(name, share) for name in CLEAN for share in shares]
    with ProcessPoolExecutor(max_workers=jobs) as pool:
        batches = pool.map(_batch, *zip(*work, strict=True))
        return [trial for batch in batches for trial in batch]


def _batch(name: str, chosen: slice) -> list[Trial]:
    return list(trials(name, sample_text(name), chosen))


def _identity(finding: Finding) -> tuple[str, ...]:
    return (
        finding.rule,
        finding.severity.value,
        str(finding.at),
        finding.stated,
        finding.expected,
    )


def _points_at(finding: Finding, mutation: Mutation, text: str) -> bool:
    lines = {line for place in (finding.place, *finding.places) for line in place.lines}
    if lines.intersection(mutation.lines(text)):
        return True
    forms = {finding.at.form, *(ref.form for ref in finding.involves)}
    return mutation.kind in _WHOLE and bool(forms & {mutation.form, "package"})


def table(results: Iterable[Trial]) -> str:
    """Share noticed by kind of cell and operator, as a Markdown table."""
    counts: dict[tuple[str, str], Counter[bool]] = defaultdict(Counter)
    for trial in results:
        kind, operator = trial.mutation.kind, trial.mutation.operator
        for key in ((kind, operator), (kind, "all"), ("all", operator), ("all", "all")):
            counts[key][trial.noticed] += 1
    kinds = [*sorted({kind for kind, _ in counts} - {"all"}), "all"]
    operators = [*sorted({operator for _, operator in counts} - {"all"}), "all"]
    head = "| | " + " | ".join(operators) + " |\n|---|" + "---|" * len(operators)
    rows = (
        f"| {kind} | " + " | ".join(_share(counts[kind, o]) for o in operators) + " |"
        for kind in kinds
    )
    return "\n".join((head, *rows))


def _share(counter: Counter[bool]) -> str:
    total = counter.total()
    return f"{100 * counter[True] / total:.1f} % of {total}" if total else ""


def unnoticed(results: Iterable[Trial]) -> str:
    """Every place where something went unnoticed, with the operators that did."""
    places: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for trial in results:
        if not trial.noticed:
            m = trial.mutation
            place = (trial.sample, m.form, m.name, m.row, m.column or m.kind, m.before)
            places[place].append(m.operator)
    head = "| sample | form | row | column | printed | operators |\n|---|---|---|---|---|---|"
    return "\n".join(
        (
            head,
            *(
                f"| {sample} | {form}{' ' + name if name else ''} | {_short(row)} "
                f"| {_short(column)} | {_short(before)} | {', '.join(operators)} |"
                for (
                    sample,
                    form,
                    name,
                    row,
                    column,
                    before,
                ), operators in places.items()
            ),
        )
    )


def _short(text: str) -> str:
    flat = " ".join(text.split()).replace("|", "/")
    return flat if len(flat) <= 40 else flat[:39] + "…"
