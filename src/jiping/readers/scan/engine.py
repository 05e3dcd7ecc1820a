"""The text recogniser: where text stands on a picture, and what it says.

The models are those of the package ``rapidocr``; they are named by their files, so that
nothing is looked for elsewhere.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import rapidocr
from numpy.typing import NDArray

Pixels = NDArray[Any]

# Regions under this are mostly texture of the paper.
_NO_TEXT = 0.35


@dataclass(frozen=True, slots=True)
class Reading:
    """What a picture of one line says.

    ``centres`` are the characters' middles as shares of the picture's width,
    ``confidences`` how sure the recogniser is of each, 0 to 1; white space is left out.
    """

    text: str
    centres: tuple[float, ...]
    confidences: tuple[float, ...]


NOTHING = Reading("", (), ())


def regions(picture: Pixels) -> list[tuple[int, int, int, int]]:
    """The boxes of the lines of text on a picture of three channels, in pixels."""
    found = recogniser()(picture, use_det=True, use_cls=False, use_rec=False)
    boxes = getattr(found, "boxes", None)
    if boxes is None:
        return []
    return [
        (int(x.min()), int(y.min()), int(x.max()) + 1, int(y.max()) + 1)
        for x, y in ((box[:, 0], box[:, 1]) for box in boxes)
    ]


def upside_down(pictures: Sequence[Pixels]) -> bool:
    """Whether most pictures of single lines stand on their heads."""
    _, found = recogniser().cls_and_rotate([p.copy() for p in pictures])
    turned = [share for label, share in found.cls_res if label == "180"]
    return len(turned) * 2 > len(pictures)


def readings(pictures: Sequence[Pixels]) -> list[Reading]:
    """What pictures of single lines say, each of three channels."""
    if not pictures:
        return []
    engine = recogniser()
    engine.return_word_box = True
    found = engine.recognize_txt(list(pictures))
    return [
        _reading(text, score, words)
        for text, score, words in zip(
            found.txts, found.scores, found.word_results, strict=True
        )
    ]


def _reading(text: str, score: float, words: Any) -> Reading:
    if not text.strip() or score < _NO_TEXT:
        return NOTHING
    columns = [column for group in words.word_cols for column in group]
    confidences = [
        share
        for sign, share in zip(text, words.confs, strict=True)
        if not sign.isspace()
    ]
    steps = max(words.line_txt_len, 1.0)
    return Reading(
        "".join(text.split()),
        tuple(min((column + 0.5) / steps, 1.0) for column in columns),
        tuple(map(float, confidences)),
    )


def recogniser() -> Any:
    """The bare engine with the packaged models."""
    return _engine(os.getpid())


@lru_cache(maxsize=1)
def _engine(process: int) -> Any:
    """The recogniser of this process: its threads do not survive a fork."""
    models = Path(rapidocr.__file__).parent / "models"
    params: dict[str, str | int] = {
        f"{part}.model_path": str(next(models.glob(f"*_{part.lower()}_*.onnx")))
        for part in ("Det", "Cls", "Rec")
    }
    params["Global.log_level"] = "critical"
    params["EngineConfig.onnxruntime.intra_op_num_threads"] = _cores()
    return rapidocr.RapidOCR(params=params)


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
