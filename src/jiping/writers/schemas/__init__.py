"""The published JSON Schemas (draft 2020-12) of the JSON outputs."""

from importlib.resources import files

NAMES = ("findings", "filing", "intake")


def read(name: str) -> str:
    """The schema's text. Raises FileNotFoundError for a name not in ``NAMES``."""
    return files(__name__).joinpath(f"{name}.schema.json").read_text(encoding="utf-8")
