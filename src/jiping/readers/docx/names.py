"""Qualified names of WordprocessingML, as ElementTree spells them.

Strict files use other namespaces for the same names; ``parts.parse`` rewrites those
to the transitional ones before parsing, so one spelling is enough everywhere else.
"""

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/math",
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)

DOCUMENT = W + "document"
BODY = W + "body"
PARAGRAPH = W + "p"
PARAGRAPH_PROPERTIES = W + "pPr"
PARAGRAPH_STYLE = W + "pStyle"
NUMBER = W + "numPr"
NUMBER_LEVEL = W + "ilvl"
NUMBER_ID = W + "numId"
RUN = W + "r"
RUN_PROPERTIES = W + "rPr"
VANISH = W + "vanish"
TEXT = W + "t"
TAB = W + "tab"
BREAK = W + "br"
CARRIAGE_RETURN = W + "cr"
NO_BREAK_HYPHEN = W + "noBreakHyphen"
SOFT_HYPHEN = W + "softHyphen"
POSITION_TAB = W + "ptab"
SYMBOL = W + "sym"
FIELD = W + "fldChar"
DRAWING = W + "drawing"
PICTURE = W + "pict"
OBJECT = W + "object"
TEXT_BOX = W + "txbxContent"
RUBY = W + "ruby"
RUBY_BASE = W + "rubyBase"
MATH_TEXT = M + "t"
MATH = (M + "oMath", M + "oMathPara")
EXTERNAL_CONTENT = W + "altChunk"

INSERTED = W + "ins"
MOVED_HERE = W + "moveTo"
DELETED = W + "del"
MOVED_AWAY = W + "moveFrom"
CELL_DELETED = W + "cellDel"
CELL_MERGED = W + "cellMerge"

TABLE = W + "tbl"
TABLE_GRID = W + "tblGrid"
GRID_COLUMN = W + "gridCol"
ROW = W + "tr"
ROW_PROPERTIES = W + "trPr"
GRID_BEFORE = W + "gridBefore"
CELL = W + "tc"
CELL_PROPERTIES = W + "tcPr"
GRID_SPAN = W + "gridSpan"
VERTICAL_MERGE = W + "vMerge"
HORIZONTAL_MERGE = W + "hMerge"

CONTENT_CONTROL = W + "sdt"
CONTROL_CONTENT = W + "sdtContent"
ALTERNATE = MC + "AlternateContent"
CHOICE = MC + "Choice"
FALLBACK = MC + "Fallback"

VALUE = W + "val"
TYPE = W + "type"
CHARACTER = W + "char"
FONT = W + "font"
FIELD_STATE = W + "fldCharType"
STYLE_ID = W + "styleId"
