"""What never changes is guarded by the database itself, also after tables were changed."""

import ast
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from web.own import Own, workbench

TESTS = str(Path(__file__).parents[2])
_BEGIN = """
from web.earlier import begun
from django.db import DatabaseError, connection, models, transaction
from jiping.web.audit import standing
from jiping.web.commands.start import migrate
begun(-1)
migrate()

def tried(statement):
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except DatabaseError:
        return "refused"
    return "done"

def altered(model, name, **other):
    old = model._meta.get_field(name)
    new = old.clone()
    new.__dict__.update(other)
    new.set_attributes_from_name(name)
    with connection.schema_editor() as editor:
        editor.alter_field(model, old, new)
"""
_TRY_ALL = """
assert tried("UPDATE grading_departmentgrade SET state = 'final'") == "done"
found = {}
for guard in standing.guards():
    column = guard.columns[0] if guard.columns else "id"
    found[guard.table] = (
        tried(f"UPDATE {guard.table} SET {column} = {column}"),
        tried(f"DELETE FROM {guard.table}"),
    )
print(found)
"""
_CHANGE = "tried(\"UPDATE audit_record SET actor_name = '乙'\")"
_ANEW = f"""
from jiping.web.audit.models import Record
altered(Record, "verb", max_length=96)
if connection.vendor != "sqlite":
    tried("ALTER TABLE audit_record DISABLE TRIGGER ALL")
before = standing.missing(connection), {_CHANGE}
migrate()
print((before, standing.missing(connection), {_CHANGE}))
"""
_MIGRATION = """
from django.db.migrations import Migration
from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from jiping.web.grading.models import DepartmentGrade
from jiping.web.publication.models import Edition
plan = [(Migration("later", "audit"), False)]
emit_pre_migrate_signal(0, False, "default", plan=plan)
altered(DepartmentGrade, "state", max_length=24)
altered(Edition, "digest", max_length=96)
during = bool(standing.missing(connection))
emit_post_migrate_signal(0, False, "default", plan=plan)
print((during, standing.missing(connection), tried("DELETE FROM publication_edition")))
"""


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Own]:
    """A workbench with rows in every table."""
    beside = os.environ.get("PYTHONPATH")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, (TESTS, beside))))
    with workbench(tmp_path / "home") as one:
        yield one


def test_no_row_of_them_is_changed_or_dropped(own: Own) -> None:
    found = ast.literal_eval(own.python(_BEGIN + _TRY_ALL))
    assert {"audit_record", "submissions_decision", "reviews_reviewresult"} <= set(
        found
    )
    assert set(found.values()) == {("refused", "refused")}, found


def test_a_table_made_anew_is_guarded_again_at_the_next_start(own: Own) -> None:
    before, after, change = ast.literal_eval(own.python(_BEGIN + _ANEW))
    assert before == (("audit_record_no_update", "audit_record_no_delete"), "done")
    assert (after, change) == ((), "refused")


def test_guards_stand_aside_for_a_migration_and_no_longer(own: Own) -> None:
    # Else the triggers that look into another table, or name a column, would stop it.
    found = ast.literal_eval(own.python(_BEGIN + _MIGRATION))
    assert found == (True, (), "refused")
