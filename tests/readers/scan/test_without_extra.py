"""Without the extra a scan costs one sentence, which names the command."""

import importlib
from types import ModuleType

import pytest
from readers.pdf_file import pdf

from jiping.readers import dispatch, read
from jiping.readers.pdf import pictured

COMMAND = "python -m pip install rapidocr onnxruntime"
PICTURE = "q 595 0 0 842 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x41 EI Q\n"


@pytest.mark.parametrize(
    ("data", "name"), [(pdf(PICTURE), "a.pdf"), (b"\x89PNG\r\n\x1a\n", "a.png")]
)
def test_a_scan(data: bytes, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(module: str) -> ModuleType:
        if module == "jiping.readers.scan":
            raise ModuleNotFoundError("No module named 'rapidocr'")
        return importlib.import_module(module)

    monkeypatch.setattr(dispatch, "import_module", missing)
    monkeypatch.setattr(pictured, "import_module", missing)
    document = read(data, name)
    assert document.blocks == ()
    (note,) = document.notes
    assert COMMAND in note.text
