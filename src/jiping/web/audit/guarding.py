"""Triggers by which the database itself refuses to change or drop what is to stay."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper


@dataclass(frozen=True, slots=True, kw_only=True)
class Guarded:
    """A table whose rows stay as they are.

    ``when`` is a condition in SQL on the row as it was (``OLD``), for rows that become
    fixed at some time; empty where all are. ``columns`` are those that are fixed, empty
    where all are; the row itself stays in any case. ``said`` is what the database answers.
    """

    table: str
    said: str
    when: str = ""
    columns: tuple[str, ...] = ()

    def install(self, connection: BaseDatabaseWrapper) -> None:
        """Set the triggers up anew. Nothing where the table is not there yet, or is of a
        version without these columns: after the last migration it is."""
        if not self._fits(connection):
            return
        self.remove(connection)
        sqlite = connection.vendor == "sqlite"
        _run(connection, self._sqlite() if sqlite else self._postgresql())

    def remove(self, connection: BaseDatabaseWrapper) -> None:
        """Take the triggers away: to change the table, and to empty a test database."""
        on = "" if connection.vendor == "sqlite" else f" ON {self.table}"
        _run(connection, [f"DROP TRIGGER IF EXISTS {n}{on}" for n in self.names])

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the triggers."""
        return tuple(name for name, _ in self._triggers())

    def _fits(self, connection: BaseDatabaseWrapper) -> bool:
        with connection.cursor() as cursor:
            looked = connection.introspection
            if self.table not in looked.table_names(cursor):
                return False
            there = looked.get_table_description(cursor, self.table)
        return set(self.columns) <= {column.name for column in there}

    def _triggers(self) -> tuple[tuple[str, str], ...]:
        """Name, and what it stands before."""
        update = f"UPDATE OF {', '.join(self.columns)}" if self.columns else "UPDATE"
        return (
            (f"{self.table}_no_update", update),
            (f"{self.table}_no_delete", "DELETE"),
        )

    def _sqlite(self) -> Iterator[str]:
        when = f" WHEN {self.when}" if self.when else ""
        for name, verb in self._triggers():
            yield (
                f"CREATE TRIGGER {name} BEFORE {verb} ON {self.table}{when}"
                f" BEGIN SELECT RAISE(ABORT, '{self.said}'); END"
            )

    def _postgresql(self) -> Iterator[str]:
        refuse = f"RAISE EXCEPTION '{self.said}';"
        if self.when:
            # A condition that looks into other tables may stand only in the function.
            refuse = (
                f"IF {self.when} THEN {refuse} END IF;"
                " IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW;"
            )
        yield (
            f"CREATE OR REPLACE FUNCTION {self.table}_refuse() RETURNS trigger"
            f" LANGUAGE plpgsql AS $$ BEGIN {refuse} END $$"
        )
        for name, verb in self._triggers():
            before, each = verb, "ROW"
            if verb == "DELETE" and not self.when:
                before, each = "DELETE OR TRUNCATE", "STATEMENT"
            yield (
                f"CREATE TRIGGER {name} BEFORE {before} ON {self.table}"
                f" FOR EACH {each} EXECUTE FUNCTION {self.table}_refuse()"
            )


def _run(connection: BaseDatabaseWrapper, statements: Iterable[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
