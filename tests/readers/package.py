"""Small Word packages written by hand, part by part."""

import io
import zipfile
from collections.abc import Mapping

from jiping.model.document import Document, Table
from jiping.readers import read

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT_WORD = "http://purl.oclc.org/ooxml/wordprocessingml/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def zipped(members: Mapping[str, bytes | str]) -> bytes:
    """A zip archive of the members."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


def relations(*entries: tuple[str, str]) -> str:
    """A relationships part of (kind, target)."""
    listed = "".join(
        f'<Relationship Id="r{at}" Type="{RELATION}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(entries)
    )
    return f'<Relationships xmlns="x">{listed}</Relationships>'


def document_xml(body: str, word: str = WORD) -> str:
    """The main part around a body."""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<w:document xmlns:w="{word}" {NAMESPACES}><w:body>{body}</w:body></w:document>'
    )


def docx(
    body: str,
    *,
    numbering: str = "",
    styles: str = "",
    word: str = WORD,
    main: str = "word/document.xml",
) -> bytes:
    """A package with this body and, when given, list definitions and styles."""
    folder, _, base = main.rpartition("/")
    parts = {
        "_rels/.rels": relations(("officeDocument", main)),
        main: document_xml(body, word),
        f"{folder}/_rels/{base}.rels": relations(
            ("numbering", "numbering.xml"), ("styles", "styles.xml")
        ),
    }
    for name, root, inner in (
        ("numbering.xml", "numbering", numbering),
        ("styles.xml", "styles", styles),
    ):
        if inner:
            parts[f"{folder}/{name}"] = f'<w:{root} xmlns:w="{word}">{inner}</w:{root}>'
    return zipped(parts)


def opened(body: str, **parts: str) -> Document:
    """The document read from a package with this body."""
    return read(docx(body, **parts), "表.docx")


def p(text: str = "", properties: str = "") -> str:
    """A paragraph with one run."""
    run = f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{run}</w:p>"


def tc(text: str = "", properties: str = "") -> str:
    """A cell of one paragraph."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    """A row; a cell may be given as its bare text."""
    made = "".join(cell if cell.startswith("<") else tc(cell) for cell in cells)
    return (
        f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{made}</w:tr>"
    )


def tbl(*rows: str, columns: int = 0) -> str:
    """A table; ``columns`` declares that many in its grid."""
    grid = '<w:gridCol w:w="1"/>' * columns
    return f"<w:tbl><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


SPAN2 = '<w:gridSpan w:val="2"/>'
DOWN = '<w:vMerge w:val="restart"/>'
MORE = "<w:vMerge/>"


def table_of(document: Document) -> Table:
    """The only table of a document."""
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    return table


def texts(document: Document) -> list[str]:
    """The paragraphs outside tables."""
    return [block.text for block in document.blocks if not isinstance(block, Table)]


def layout(table: Table) -> list[tuple[int, int, int, int, str]]:
    """Every cell as row, column, row span, column span, text."""
    return [
        (cell.row, cell.column, cell.row_span, cell.column_span, cell.text)
        for cell in table.cells
    ]


def rows(table: Table) -> list[list[str]]:
    """The texts of every row, a cell from above in each row that it covers."""
    return [[cell.text for cell, _ in row] for row in table.by_row()]
