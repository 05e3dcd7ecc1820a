"""The builder of ``samples/``: filings of fictional units, stated once as data.

``python -m tools.samples`` writes the folder anew. ``sample(NAME)`` gives a shipped
filing as blocks, ``to_text`` and ``to_docx`` draw it, ``many`` makes as many clean ones
as a measurement needs.
"""

from pathlib import Path

from tools.samples.blocks import Block
from tools.samples.compose import compose
from tools.samples.faults import faults_of, seed
from tools.samples.load import load
from tools.samples.many import many
from tools.samples.text import to_text

FOLDER = Path(__file__).resolve().parents[2] / "samples"
CLEAN = (
    "zechuan-lighting",
    "jichuan-heritage",
    "lanshi-street",
    "tongpu-school",
    "lanshi-library",
)
NAMES = (*CLEAN, "yanhu-petition", "zhiquan-investment")

__all__ = [
    "CLEAN",
    "FOLDER",
    "NAMES",
    "Block",
    "compose",
    "faults_of",
    "load",
    "many",
    "sample",
    "seed",
    "to_text",
]


def sample(name: str) -> tuple[Block, ...]:
    """A shipped filing as blocks, its seeded faults in it."""
    return seed(compose(load(name)), faults_of(name))
