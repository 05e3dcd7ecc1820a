"""Whether a database holds all that was acknowledged, and nothing that is half.

``python -m benchmarks.workbench.proof`` in the environment of a workbench answers each
line of its input (JSON: what clients were told is stored) with one line: faults, and the
state of every assignment.
"""

import hashlib
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jiping.web.site.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402

from jiping.model.values import Ref  # noqa: E402
from jiping.web.audit.chain import prove_stored  # noqa: E402
from jiping.web.audit.models import Record  # noqa: E402
from jiping.web.campaigns.models import Assignment  # noqa: E402
from jiping.web.drafts.models import Cell, Change, Draft  # noqa: E402
from jiping.web.submissions.models import Submission  # noqa: E402
from jiping.web.submissions.package import sealed  # noqa: E402

SAVED, HANDED, SUBMITTED = "draft.edit", "package.hand_over", "package.submit"
Json = dict[str, Any]


def faults(told: Json) -> Iterator[str]:
    """What is missing or half; ``told`` has ``saves`` (draft, address, version, text,
    revision) and ``submits`` (assignment, number of the page)."""
    yield from prove_stored().faults
    records = list(Record.objects.order_by("number"))
    yield from _drafts(records)
    yield from _submissions(records)
    yield from _acknowledged(told)


def _drafts(records: list[Record]) -> Iterator[str]:
    """Cells, changes, revision and log of each draft say the same."""
    changes: dict[tuple[int, str, int], str] = {}
    for line in Change.objects.order_by("pk"):
        key = (line.draft_id, _address(line), line.version)
        if key in changes:
            yield f"change twice: {key}"
        changes[key] = line.after
    logged: set[tuple[int, str, int]] = set()
    revisions: Counter[int] = Counter()
    for record in records:
        if record.verb != SAVED:
            continue
        draft = int(record.subject.partition(":")[2])
        if record.facts["cells"]:
            revisions[draft] += 1
        if record.facts["revision"] != revisions[draft] + 1:
            yield f"revision of {record}: {record.facts['revision']}"
        logged |= {(draft, ref, version) for ref, version, _ in record.facts["cells"]}
    if logged != changes.keys():
        yield f"log and changes differ: {list(logged ^ changes.keys())[:3]}"
    for draft in Draft.objects.only("pk", "revision"):
        if draft.revision != revisions[draft.pk] + 1:
            yield f"draft {draft.pk} at revision {draft.revision}"
    last: dict[tuple[int, str], int] = {}
    for number, ref, version in changes:
        last[number, ref] = max(version, last.get((number, ref), 0))
    for cell in Cell.objects.filter(version__gt=1):
        at = (cell.draft_id, _address(cell))
        if last.pop(at, 0) != cell.version:
            yield f"cell {at} at version {cell.version}"
        elif changes[(*at, cell.version)] != cell.raw:
            yield f"cell {at} holds {cell.raw!r}"
    for at, version in last.items():
        if version > 1:
            yield f"change {version} of {at} without its cell"


def _address(line: Cell | Change) -> str:
    """As the log prints it."""
    return str(Ref(line.form, line.key, line.row, line.column))


def _submissions(records: list[Record]) -> Iterator[str]:
    """Each submission has its file, its seal, its log line and its state."""
    logged = Counter(
        (r.subject, r.facts["number"], r.facts["digest"])
        for r in records
        if r.verb == SUBMITTED
    )
    last: dict[int, str] = {}
    for record in records:
        if record.verb in (HANDED, SUBMITTED):
            last[int(record.subject.partition(":")[2])] = record.verb
    for made in Submission.objects.select_related(
        "assignment__unit", "assignment__campaign"
    ).iterator(20):
        if sealed(made) != made.digest:
            yield f"submission {made.pk}: broken seal"
        path = Path(settings.MEDIA_ROOT) / made.document.name
        if not path.is_file():
            yield f"submission {made.pk}: no file"
        elif hashlib.sha256(path.read_bytes()).hexdigest() != path.stem:
            yield f"submission {made.pk}: half a file"
        key = (f"assignment:{made.assignment_id}", made.number, made.digest)
        if logged.pop(key, 0) != 1:
            yield f"submission {made.pk}: not in the log"
    for key in logged:
        yield f"logged and not there: {key}"
    wanted = {HANDED: "signing", SUBMITTED: "submitted"}
    for pk, state in Assignment.objects.values_list("pk", "state"):
        if pk in last and state not in (wanted[last[pk]], "returned"):
            yield f"assignment {pk} is {state} after {last[pk]}"


def _acknowledged(told: Json) -> Iterator[str]:
    for draft, ref, version, raw, revision in told["saves"]:
        form, key, row, column = ref
        at = {"form": form, "key": key, "row": row, "column": column}
        found = Change.objects.filter(draft=draft, version=version, **at).first()
        if found is None or found.after != raw:
            yield f"lost: {draft} {ref} version {version} {raw!r}"
        if Draft.objects.get(pk=draft).revision < revision:
            yield f"lost: revision {revision} of {draft}"
    for assignment, page in told["submits"]:
        pk = int(page.rstrip("/").rpartition("/")[2])
        if not Submission.objects.filter(pk=pk, assignment=assignment).exists():
            yield f"lost: submission {page}"


def _reopened() -> None:
    """What was submitted may be submitted again."""
    Assignment.objects.filter(state="submitted").update(state="returned")


def main() -> None:
    """Answer until the input ends."""
    for line in sys.stdin:
        told = json.loads(line)
        found = list(faults(told))
        states = dict(Assignment.objects.values_list("pk", "state"))
        versions = Draft.objects.values_list("pk", "revision")
        answer = {
            "faults": found,
            "states": states,
            "revisions": dict(versions),
            "saves": Change.objects.exclude(source="derived").count(),
            "submissions": Submission.objects.count(),
            "lines": Record.objects.count(),
        }
        _reopened()
        connection.close()
        print(json.dumps(answer, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
