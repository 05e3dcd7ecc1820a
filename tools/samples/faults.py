"""Seeded faults: what ``seeded/NAME.toml`` lists, put into a clean filing."""

import tomllib
from functools import partial
from pathlib import Path
from typing import Any

from tools.samples.blocks import Block, Grid, Line, rewrite

SEEDED = Path(__file__).resolve().parent / "seeded"


def faults_of(name: str) -> tuple[dict[str, Any], ...]:
    """The faults seeded into a sample; none where nothing is listed for it."""
    source = SEEDED / f"{name}.toml"
    if not source.is_file():
        return ()
    return tuple(tomllib.loads(source.read_text("utf-8"))["fault"])


def seed(
    blocks: tuple[Block, ...], faults: tuple[dict[str, Any], ...]
) -> tuple[Block, ...]:
    """The blocks with the faults in them.

    Raises ValueError where a fault speaks about a place that the filing does not have.
    """
    left = {fault["id"] for fault in faults}
    for fault in faults:
        if "drop" in fault:
            kept = tuple(b for b in blocks if not _key(b).startswith(fault["drop"]))
        else:
            kept = rewrite(blocks, partial(_change, fault))
        if kept != blocks:
            left.discard(fault["id"])
        blocks = kept
    if left:
        raise ValueError(f"nowhere to put {sorted(left)}")
    return blocks


def _key(block: Block) -> str:
    return block.key if isinstance(block, Line | Grid) else ""


def _address(fault: dict[str, Any]) -> str:
    if fault["form"] == "report":
        return f"report:{fault['key']}/{fault['row']}"
    form = f"{fault['form']}:{fault['key']}" if "key" in fault else fault["form"]
    return f"{form}/{fault['row']}/{fault['column']}"


def _change(fault: dict[str, Any], key: str, text: str) -> str:
    if "find" in fault:
        mine = key.split("/")[0] == _address(fault).split("/")[0]
        return text.replace(fault["find"], fault["put"], 1) if mine else text
    return str(fault["stated"]) if key == _address(fault) else text
