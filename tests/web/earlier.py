"""A database as an earlier version had it, with rows in every table.

Run inside a workbench of its own (``own.python``): what is done here has no test around it.
"""

import json
import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import connection, models
from django.db.migrations.executor import MigrationExecutor

from jiping.web.audit.chain import line
from jiping.web.audit.proof import START, digest
from jiping.web.site import keeping, versions

ROWS = (1, 2)
# Values that a migration changed on purpose: table.column.
CHANGED: frozenset[str] = frozenset()
_SKIPPED = {"auth.permission", "audit.record", "audit.head"}
_DAY = date(2024, 3, 1)


def begun(place: int) -> Any:
    """Make the tables as they were at an earlier time and fill them; the models of then.

    ``place`` counts each app's migrations: 0 the first, -2 the last but one.
    """
    named = versions.known()
    executor = MigrationExecutor(connection)
    stated: dict[str, set[str]] = {}
    for app, names in named.items():
        chosen = names[place] if len(names) >= abs(place) else names[0]
        for before, name in executor.loader.graph.forwards_plan((app, chosen)):
            stated.setdefault(before, set()).add(name)
    targets = versions.last(executor.loader, stated)
    executor.migrate(targets)
    then = executor.loader.project_state(targets).apps
    _filled(then)
    return then


def kept(then: Any, target: Path) -> None:
    """A backup as the program of that time would have made it."""
    keeping._models = lambda: _models(then)
    keeping._of_this_version = lambda: None
    keeping.back_up(target)


def shown() -> str:
    """Every value of every table of ours, as JSON: table, key, column, text."""
    found: dict[str, Any] = {}
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            if table.startswith(("django_", "axes_", "sqlite_", "auth_permission")):
                continue
            cursor.execute(f"SELECT * FROM {table} ORDER BY 1")
            names = [column[0] for column in cursor.description]
            found[table] = [
                {name: str(value) for name, value in zip(names, row, strict=True)}
                for row in cursor.fetchall()
            ]
    return json.dumps(found, ensure_ascii=False)


def lost(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """What stood there before and does not now."""
    return [
        f"{table}.{column}: {value!r}"
        for table, rows in before.items()
        for place, row in enumerate(rows)
        for column, value in row.items()
        if f"{table}.{column}" not in CHANGED
        and _at(after, table, place).get(column) != value
    ]


def _at(found: dict[str, Any], table: str, place: int) -> dict[str, str]:
    rows = found.get(table, [])
    return rows[place] if place < len(rows) else {}


def _models(then: Any) -> list[type[models.Model]]:
    return [
        model
        for model in then.get_models()
        if model._meta.app_label in versions.known()
        and model._meta.label_lower != "auth.permission"
    ]


def _filled(then: Any) -> None:
    waiting = [m for m in _models(then) if m._meta.label_lower not in _SKIPPED]
    while waiting:
        ready = [m for m in waiting if all(r not in waiting for r in _needs(m))]
        assert ready, waiting
        for model in ready:
            for number in ROWS:
                _row(model, number)
        waiting = [m for m in waiting if m not in ready]
    _log(then)


def _needs(model: type[models.Model]) -> Iterator[Any]:
    for field in model._meta.local_fields:
        if field.remote_field and not field.null:
            yield field.related_model


def _row(model: type[models.Model], number: int) -> None:
    row = model()
    for field in model._meta.local_fields:
        if isinstance(field, models.AutoField):
            continue
        value: Any = _value(field, number)
        if field.remote_field:
            others = field.related_model._default_manager.order_by("pk")
            value = others.values_list("pk", flat=True)[number - 1 : number].first()
        setattr(row, field.attname, value)
    row.save_base(raw=True, force_insert=True)


def _value(field: Any, number: int) -> Any:
    kind = field.get_internal_type()
    if field.choices:
        return field.choices[number % len(field.choices)][0]
    if kind in ("CharField", "FileField", "SlugField", "EmailField"):
        return f"{number}{field.name}·甲"[: field.max_length]
    made = {
        "TextField": f"{number}\n甲“乙”",
        "BooleanField": number == 1,
        "DecimalField": Decimal(number) / 4,
        "DateField": _DAY.replace(day=number),
        "DateTimeField": datetime(2024, 3, number, 1, 2, 3, 456789, tzinfo=UTC),
        "JSONField": {"甲": [number, "二", None, 0.5]},
        "UUIDField": uuid.UUID(int=number),
    }
    return made.get(kind, number)


def _log(then: Any) -> None:
    record, head = then.get_model("audit", "Record"), then.get_model("audit", "Head")
    before = START
    for number in ROWS:
        row = record(
            number=number,
            at=datetime(2024, 3, number, 1, 2, 3, 456789, tzinfo=UTC),
            actor_id=number,
            actor_name="甲",
            verb="test.done",
            subject=f"unit:{number}",
            unit_id=number,
            facts={"什么": "填了一格", "多少": 1.5},
            previous=before,
        )
        before = row.digest = digest(line(row))
        row.save(force_insert=True)
    head.objects.create(pk=1, number=ROWS[-1], digest=before)
