"""Writing the chain, exporting it, and proving it where it stands."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from jiping.web.audit.models import Head, Record
from jiping.web.audit.proof import START, Proof, digest, prove

__all__ = ["append", "digest", "export", "line", "prove", "prove_stored", "stamp"]


def append(
    verb: str, subject: str, facts: Mapping[str, Any], actor: Any, unit: Any = None
) -> Record:
    """Write a line at the end of the chain. To be called inside a transaction and last
    in it: the end of the chain is held until the transaction is over."""
    head, _ = Head.objects.select_for_update().get_or_create(pk=1)
    record = Record(
        number=head.number + 1,
        at=timezone.now(),
        actor=actor,
        actor_name=str(actor) if actor else "系统",
        verb=verb,
        subject=subject,
        unit=unit,
        facts=json.loads(json.dumps(facts, ensure_ascii=False, default=str)),
        previous=head.digest,
    )
    record.digest = digest(line(record))
    record.save(force_insert=True)
    Head.objects.filter(pk=1).update(number=record.number, digest=record.digest)
    return record


def line(record: Record) -> dict[str, Any]:
    """What the digest is taken over, and what an export of the log holds."""
    return {
        "number": record.number,
        "at": stamp(record.at),
        "actor": record.actor_id,
        "actor_name": record.actor_name,
        "verb": record.verb,
        "subject": record.subject,
        "unit": record.unit_id,
        "facts": record.facts,
        "previous": record.previous,
    }


def stamp(at: datetime) -> str:
    """A moment as UTC to the microsecond."""
    return at.astimezone(timezone.get_fixed_timezone(0)).isoformat(
        timespec="microseconds"
    )


def export() -> Iterator[str]:
    """The whole log as lines of JSON, the end of the chain as the last of them."""
    last = (0, START)
    for record in Record.objects.order_by("number").iterator(500):
        last = (record.number, record.digest)
        yield _json(line(record) | {"digest": record.digest})
    yield _json({"head": {"number": last[0], "digest": last[1]}})


def prove_stored() -> Proof:
    """Prove the log as it stands in the database."""
    head = Head.objects.filter(pk=1).values_list("number", "digest").first()
    records = Record.objects.order_by("number").iterator(500)
    return prove(((line(r), r.digest) for r in records), head or (0, START))


def _json(entry: Mapping[str, Any]) -> str:
    return json.dumps(entry, ensure_ascii=False) + "\n"
