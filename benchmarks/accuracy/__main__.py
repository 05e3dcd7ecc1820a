"""``python -m benchmarks.accuracy``: measure, print, and with ``--write`` publish."""

import argparse
from pathlib import Path

from benchmarks.accuracy import recall, sensitivity
from benchmarks.accuracy.kinds import kinds_of_rules
from benchmarks.accuracy.values import values
from benchmarks.sections import write_section
from jiping.model.finding import Severity
from jiping.pipeline import check_text
from jiping.rules import cards

PAGE = Path(__file__).resolve().parents[2] / "docs" / "accuracy.md"
INTRODUCTION = """## Sensitivity

Measured by `python -m benchmarks.accuracy --write`. Every amount, weight, score, rate and count of the clean samples (`samples/`) is changed
in turn, rows are deleted, repeated and filled with the next row's figures, sentences
deleted and repeated. The operators (`benchmarks/accuracy/operators.py`) import nothing
from the program. A change is noticed when a finding appears that the unchanged sample
does not have and that stands at, or involves, a line of the changed place; for a whole
row or sentence, when it stands on the same form or speaks of the package.
"""


def main() -> None:
    """Run what was asked for; everything when nothing was."""
    options = _options()
    sections = {}
    if options.only in (None, "expected") and recall.names():
        sections["expected"] = _expected(options.details)
    if options.only in (None, "sensitivity"):
        sections["sensitivity"] = _sensitivity(options.every, options.jobs)
    for name, text in sections.items():
        print(text)
        if options.write:
            write_section(PAGE, name, text)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.accuracy")
    parser.add_argument("--only", choices=("sensitivity", "expected"))
    parser.add_argument("--every", type=int, default=1, help="take every Nth mutation")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--details", action="store_true", help="name what is beyond")
    parser.add_argument("--write", action="store_true", help=f"into {PAGE.name}")
    return parser.parse_args()


def _sensitivity(every: int, jobs: int) -> str:
    loud = [
        f"- {name}: {finding.rule} {finding.severity.value} {finding.at} {finding.message}"
        for name, findings in sensitivity.silence().items()
        for finding in findings
    ]
    results = sensitivity.all_trials(every, jobs)
    missed = [trial for trial in results if not trial.noticed]
    return "\n".join(
        (
            INTRODUCTION,
            f"This run took every {every}. change.\n" if every > 1 else "",
            f"Errors and warnings of the unchanged samples: {len(loud)}.",
            *loud,
            "",
            sensitivity.table(results),
            "",
            f"### Unnoticed ({len(missed)} of {len(results)})",
            "",
            sensitivity.unnoticed(results),
            "",
        )
    )


def _expected(details: bool) -> str:
    lines = [
        "## Against careful reading",
        "",
        "Measured by `python -m benchmarks.accuracy --only expected --write`. Three public",
        "filings, read by hand; they are kept outside the project. Findings count by root",
        "cause; the table of kinds is `tests/accuracy/kinds.toml`.",
        "",
        "| filing | values | errors | warnings | infos | flagged though clean "
        "| beyond: errors and warnings | beyond: infos |",
        "|---|---|---|---|---|---|---|---|",
    ]
    notes = []
    for name in recall.names():
        outcome = check_text(name, recall.filing_text(name))
        read = list(values(outcome.filing, recall.expected(name, "values")))
        lost = [value for value in read if not value.recovered]
        result = recall.score(name, outcome, kinds_of_rules())
        shares = " | ".join(
            f"{result.found[s.value]} of {result.wanted[s.value]}" for s in Severity
        )
        beyond = result.extras(Severity.ERROR, Severity.WARNING)
        lines.append(
            f"| {name} | {len(read) - len(lost)} of {len(read)} | {shares} "
            f"| {len(result.clean_hits)} | {beyond} | {result.extras(Severity.INFO)} |"
        )
        if details:
            notes += [
                f"{name} lost {v.where}: {v.printed!r} read {v.read!r}" for v in lost
            ]
            notes += [f"{name} missed {group}" for group in result.missed]
            notes += [f"{name} flagged though clean {hit}" for hit in result.clean_hits]
            notes += [
                f"{name} beyond {f.rule} {f.severity.value} {f.at} {f.place.lines} {f.message}"
                for f in result.extra
            ]
    if details:
        unmapped = sorted(set(cards()) - set(kinds_of_rules()))
        notes.append(f"rules that stand for no kind: {' '.join(unmapped)}")
    return "\n".join((*lines, "", *notes))


if __name__ == "__main__":
    main()
