"""Write every sample anew: ``python -m tools.samples``."""

from tools.samples import FOLDER, NAMES, sample, to_text
from tools.samples.word import to_docx


def main() -> None:
    """Write ``samples/NAME.txt`` and ``samples/NAME.docx`` for every sample."""
    for name in NAMES:
        blocks = sample(name)
        (FOLDER / f"{name}.txt").write_text(to_text(blocks), "utf-8")
        (FOLDER / f"{name}.docx").write_bytes(to_docx(blocks))
        print(f"samples/{name}.txt samples/{name}.docx")


if __name__ == "__main__":
    main()
