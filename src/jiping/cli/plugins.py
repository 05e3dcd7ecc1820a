"""Commands that other packages bring, by the entry point group ``jiping.commands``."""

from collections.abc import Container, Mapping
from importlib.metadata import EntryPoint, entry_points

GROUP = "jiping.commands"


def found(taken: Container[str]) -> Mapping[str, EntryPoint]:
    """Entry points by command name, without the names that are taken."""
    points = entry_points(group=GROUP)
    return {point.name: point for point in points if point.name not in taken}
