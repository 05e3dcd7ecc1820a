"""Proving the chain: plain Python, so that it can be done without database or Django."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

START = "0" * 64
FIELDS = (
    "number", "at", "actor", "actor_name", "verb", "subject", "unit", "facts", "previous",
)  # fmt: skip


def digest(content: Mapping[str, Any]) -> str:
    """SHA-256 over the canonical JSON of a line, in hexadecimal."""
    text = json.dumps(
        content, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What proving found. ``faults`` are Chinese sentences; none where the log holds."""

    lines: int
    last: str
    faults: tuple[str, ...]


def prove(
    lines: Iterable[tuple[Mapping[str, Any], str]], head: tuple[int, str] | None = None
) -> Proof:
    """Prove lines (each with its digest) from the first on; ``head`` is the number and
    digest that the last must have, where known."""
    faults: list[str] = []
    expected, before, count = 1, START, 0
    for content, stated in lines:
        number = content["number"]
        if number != expected:
            faults.append(
                f"这里应是第{expected}条，却是第{number}条，有缺失、重复或调换。"
            )
        if content["previous"] != before:
            faults.append(f"第{number}条没有接上前一条，前面的内容被改动或删除。")
        if digest(content) != stated:
            faults.append(f"第{number}条的内容与摘要不符，被改动过。")
        expected, before, count = number + 1, stated, count + 1
    if head is not None and head != (expected - 1, before):
        faults.append(
            f"日志应到第{head[0]}条为止，实到第{expected - 1}条，末尾有缺失或改动。"
        )
    return Proof(lines=count, last=before, faults=tuple(faults))


def parsed(texts: Iterable[str]) -> tuple[list[tuple[dict[str, Any], str]], Any]:
    """The lines of an export, and its last line's head (number and digest) or None.

    Raises ValueError (a Chinese sentence) for text that is no export of a log.
    """
    lines: list[tuple[dict[str, Any], str]] = []
    head = None
    for place, text in enumerate(texts, start=1):
        if not text.strip():
            continue
        entry = _object(text, place)
        if head is not None:
            raise ValueError(f"第{place}行在结尾行之后，不是完整的日志导出文件。")
        if set(entry) == {"head"}:
            head = _head(entry["head"], place)
        elif set(entry) == {*FIELDS, "digest"} and isinstance(entry["number"], int):
            lines.append(({name: entry[name] for name in FIELDS}, entry["digest"]))
        else:
            raise ValueError(f"第{place}行不是日志的一条，请检查文件是否为日志导出。")
    return lines, head


def _object(text: str, place: int) -> dict[str, Any]:
    try:
        entry = json.loads(text)
    except (ValueError, RecursionError):
        entry = None
    if not isinstance(entry, dict):
        raise ValueError(f"第{place}行读不出来，请检查文件是否为日志导出。")
    return entry


def _head(head: object, place: int) -> tuple[int, str]:
    if isinstance(head, dict):
        number, last = head.get("number"), head.get("digest")
        if isinstance(number, int) and isinstance(last, str):
            return number, last
    raise ValueError(f"第{place}行的结尾行不完整，请重新导出。")
