"""Worker processes are made as the command line makes them, whatever a test of the
workbench has set before."""

import multiprocessing
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def made_as_by_the_command_line() -> Iterator[None]:
    """The start method of the system, and afterwards what it was."""
    before = multiprocessing.get_start_method(allow_none=True)
    usual = multiprocessing.get_all_start_methods()[0]
    multiprocessing.set_start_method(usual, force=True)
    yield
    multiprocessing.set_start_method(before, force=True)
