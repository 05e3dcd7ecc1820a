"""A small fictional county for every test, and what tests of a database need."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import TransactionTestCase
from web.county import County, founded

from jiping.web.audit import standing


@pytest.fixture
def county(db: None) -> County:
    """One bureau, two departments with their units, a person for each role."""
    return founded()


@pytest.fixture(autouse=True, scope="session")
def _emptied_between() -> Iterator[None]:
    """A test with real transactions empties the database afterwards, which the triggers
    that guard what is to stay refuse: they step aside for that."""
    usual = TransactionTestCase._fixture_teardown

    def aside(case: TransactionTestCase) -> None:
        standing.remove(connection)
        usual(case)
        standing.install(connection)

    TransactionTestCase._fixture_teardown = aside
    yield
    TransactionTestCase._fixture_teardown = usual
