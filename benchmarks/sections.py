"""Sections of a published page that several measurements share, each its own."""

import re
from pathlib import Path


def write_section(page: Path, name: str, text: str) -> None:
    """Put ``text`` between the markers of ``name``, at the end of the page where it has
    none yet; what other measurements wrote stays as it is."""
    before = page.read_text("utf-8") if page.is_file() else ""
    page.write_text(with_section(before, name, text), "utf-8")


def with_section(page: str, name: str, text: str) -> str:
    """The page with its section ``name`` replaced or added."""
    start, end = f"<!-- measured: {name} -->", f"<!-- end: {name} -->"
    section = f"{start}\n{text.strip()}\n{end}"
    own = re.compile(f"{re.escape(start)}.*?{re.escape(end)}", re.DOTALL)
    if own.search(page):
        return own.sub(lambda _: section, page)
    return f"{page.rstrip()}\n\n{section}\n".lstrip()
