"""Readers turn bytes into documents without meaning.

``read`` and ``read_path`` read one file; ``open_inputs`` finds the files in what a
user names (files, folders, archives, standard input). None of them raises on any input:
what is wrong comes back as a note, one Chinese sentence that says what, where and what
to do. Every bound they keep is in ``limits``.
"""

from jiping.readers.dispatch import read, read_path
from jiping.readers.grouping import group
from jiping.readers.packages import Source, open_inputs

__all__ = ["Source", "group", "open_inputs", "read", "read_path"]
