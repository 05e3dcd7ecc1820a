"""Saying that something could not be read: one sentence, never a traceback."""

import sys

from jiping.model.document import Document, Note, Place

MISSING_OCR = (
    # By the very Python that runs this: a plain one may be another's.
    f"识别扫描件和图片要另装组件，请运行 {sys.executable or 'python'} -m pip install rapidocr onnxruntime "
    "后再试，或交 Word 或可复制文字的 PDF。"
)


class Unreadable(Exception):
    """The file cannot be read; ``sentence`` tells the user why and what to do.

    ``format`` is what the file turned out to be (``"pdf"``, ``"docx"``, …).
    """

    def __init__(self, sentence: str, format: str = "unknown") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.format = format


def error(name: str, sentence: str, format: str = "unknown") -> Document:
    """The document of a file that gave nothing but the reason."""
    note = Note(level="error", text=sentence, place=Place(file=name))
    return Document(name=name, format=format, blocks=(), notes=(note,))


def info(name: str, sentence: str) -> Note:
    """A decision the reader took that loses nothing."""
    return Note(level="info", text=sentence, place=Place(file=name))


def warning(name: str, sentence: str) -> Note:
    """A part of the file that was left out or is doubtful."""
    return Note(level="warning", text=sentence, place=Place(file=name))
