"""What a run adds up to: files, units, findings by severity, and what was not checked."""

from dataclasses import dataclass, field

from jiping.model.document import Note
from jiping.model.finding import Outcome, Severity


def notes_of(outcome: Outcome) -> tuple[Note, ...]:
    """The notes of the run and of intake, each once."""
    return tuple(dict.fromkeys((*outcome.notes, *outcome.filing.notes)))


def files_of(outcome: Outcome) -> tuple[str, ...]:
    """The files of the package; its own name where none is known."""
    return outcome.filing.files or (outcome.package,)


def counts_of(outcome: Outcome) -> dict[str, int]:
    """How many findings of each severity (``error warning info``)."""
    return {
        severity.value: sum(f.severity is severity for f in outcome.findings)
        for severity in Severity
    }


@dataclass(slots=True)
class Tally:
    """Running counts. ``skipped`` counts the rules that could not run, once for each
    package of which anything was read; ``unreadable`` the files with a note of level
    ``error``; ``units`` each unit once, however many files it sent."""

    packages: int = 0
    files: int = 0
    unreadable: int = 0
    skipped: int = 0
    findings: dict[str, int] = field(
        default_factory=lambda: {severity.value: 0 for severity in Severity}
    )
    _units: set[str] = field(default_factory=set, repr=False)
    _package: str | None = field(default=None, repr=False)
    _read: set[str] = field(default_factory=set, repr=False)
    _failed: set[str] = field(default_factory=set, repr=False)

    def add(self, outcome: Outcome) -> None:
        """Count one package in. A file that holds the filings of several units comes
        with each of them, one after another, and counts once."""
        if outcome.package != self._package:
            self._package, self._read, self._failed = outcome.package, set(), set()
        read = set(files_of(outcome))
        failed = {n.place.file for n in notes_of(outcome) if n.level == "error"}
        self.packages += 1
        self.files += len(read - self._read)
        self.unreadable += len(failed - self._failed)
        self._units.update({outcome.filing.unit} - {""})
        if outcome.filing.sheets or outcome.filing.report:
            self.skipped += len({skip.rule for skip in outcome.skipped})
        self._read |= read
        self._failed |= failed
        for severity, count in counts_of(outcome).items():
            self.findings[severity] += count

    @property
    def units(self) -> int:
        """How many units are named."""
        return len(self._units)

    @property
    def faulty(self) -> bool:
        """Whether there is an error or a warning."""
        return bool(self.findings["error"] or self.findings["warning"])
