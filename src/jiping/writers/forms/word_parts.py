"""The parts of a Word package beside the document: styles, fonts, footers, figures.

Styles follow GB/T 9704-2012: titles in 小标宋, chapter headings in 黑体, their parts in
楷体, prose in 仿宋 三号 at 29 points, tables in 宋体 五号, page numbers — 1 — in 四号.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

from jiping.model.layout import Layout
from jiping.model.values import Ref

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
NAMESPACES = f'xmlns:w="{_MAIN}" xmlns:r="{_RELATION}"'
# The namespace of the shared figures, and the name by which controls find their part.
FIGURES = "urn:jiping:figures"
STORE = "{8C1F2B64-5E0D-4D3B-9A37-2F64B1C0A9E1}"

CONTENT_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_TYPE}.styles+xml"/>'
    f'<Override PartName="/word/settings.xml" ContentType="{_TYPE}.settings+xml"/>'
    f'<Override PartName="/word/fontTable.xml" ContentType="{_TYPE}.fontTable+xml"/>'
    f'<Override PartName="/word/footer1.xml" ContentType="{_TYPE}.footer+xml"/>'
    f'<Override PartName="/word/footer2.xml" ContentType="{_TYPE}.footer+xml"/>'
    f'<Override PartName="/word/footer3.xml" ContentType="{_TYPE}.footer+xml"/>'
    '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
    '<Override PartName="/customXml/itemProps1.xml" ContentType="application/vnd.openxmlformats-officedocument.customXmlProperties+xml"/>'
    "</Types>"
)

# Marks with a meaning in XML, and what XML cannot hold at all.
_NAMES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
_SPECIAL = re.compile(r"[&<>\"\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def escaped(text: str) -> str:
    """Text as it may stand in XML, in an attribute too."""
    return _SPECIAL.sub(_named, text) if _SPECIAL.search(text) else text


def _named(mark: re.Match[str]) -> str:
    return _NAMES.get(mark[0], "")


def _relations(*targets: tuple[str, str]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


DOCUMENT_RELATIONS = _relations(
    (f"{_RELATION}/styles", "styles.xml"),
    (f"{_RELATION}/settings", "settings.xml"),
    (f"{_RELATION}/fontTable", "fontTable.xml"),
    (f"{_RELATION}/footer", "footer1.xml"),
    (f"{_RELATION}/footer", "footer2.xml"),
    (f"{_RELATION}/footer", "footer3.xml"),
    (f"{_RELATION}/customXml", "../customXml/item1.xml"),
)
FIXED: Mapping[str, str] = MappingProxyType(
    {
        "_rels/.rels": _relations(
            (f"{_RELATION}/officeDocument", "word/document.xml"),
            (
                f"{_PACKAGE}/relationships/metadata/core-properties",
                "docProps/core.xml",
            ),
        ),
        "word/settings.xml": (
            f"<w:settings {NAMESPACES}>"
            '<w:zoom w:percent="100"/><w:evenAndOddHeaders/>'
            '<w:characterSpacingControl w:val="compressPunctuation"/>'
            '<w:compat><w:compatSetting w:name="compatibilityMode" '
            'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
            '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
        ),
        "customXml/itemProps1.xml": (
            f'<ds:datastoreItem ds:itemID="{STORE}" xmlns:ds="{_CUSTOM}">'
            f'<ds:schemaRefs><ds:schemaRef ds:uri="{FIGURES}"/></ds:schemaRefs>'
            "</ds:datastoreItem>"
        ),
        "customXml/_rels/item1.xml.rels": _relations(
            (f"{_RELATION}/customXmlProps", "itemProps1.xml")
        ),
    }
)
EMPTY_FOOTER = f"<w:ftr {NAMESPACES}><w:p/></w:ftr>"

# Role of the text: font, size, then paragraph properties; {line} is the line of prose.
_LEFT = '<w:jc w:val="left"/>'
_CENTRED = '<w:jc w:val="center"/>'
_RIGHT = '<w:jc w:val="right"/>'
_PROSE = '<w:spacing w:line="{line}" w:lineRule="exact"/><w:ind w:firstLineChars="200" w:firstLine="640"/>'
_HEADING = "<w:keepNext/>" + _PROSE
_ROLES: tuple[tuple[str, str, str, str], ...] = (
    ("Annex", "heading", "annex", '<w:keepNext/><w:spacing w:after="60"/>' + _LEFT),
    ("Title", "title", "title", '<w:keepNext/><w:spacing w:before="60" w:after="160"/>' + _CENTRED),
    ("Caption", "table", "note", "<w:keepNext/>" + _RIGHT),
    ("Note", "table", "note", '<w:spacing w:before="40" w:line="280" w:lineRule="atLeast"/>' + _LEFT),
    ("Signature", "table", "note", '<w:spacing w:before="100" w:line="320" w:lineRule="atLeast"/>' + _LEFT),
    ("CoverTitle", "title", "cover_title", '<w:spacing w:before="2800" w:after="3600" w:line="840" w:lineRule="atLeast"/>' + _CENTRED),
    ("Cover", "body", "cover", '<w:spacing w:before="240"/>' + _CENTRED),
    ("ReportTitle", "title", "report_title", '<w:keepNext/><w:spacing w:before="200" w:after="480" w:line="700" w:lineRule="atLeast"/>' + _CENTRED),
    ("Heading", "heading", "heading", _HEADING + '<w:outlineLvl w:val="0"/>'),
    ("Subheading", "subheading", "heading", _HEADING + '<w:outlineLvl w:val="1"/>'),
    ("Body", "body", "body", _PROSE),
    ("Attachment", "body", "body", _PROSE),
    ("Addressee", "body", "body", '<w:spacing w:line="{line}" w:lineRule="exact"/>' + _LEFT),
    ("Closing", "body", "body", '<w:spacing w:line="{line}" w:lineRule="exact"/><w:ind w:rightChars="400" w:right="1280"/>' + _RIGHT),
    ("Cell", "table", "table", _CENTRED),
    ("CellLeft", "table", "table", _LEFT),
    ("CellRight", "table", "table", _RIGHT),
    ("Footer", "table", "page_number", ""),
)  # fmt: skip


def styles(layout: Layout) -> str:
    """The style sheet."""
    latin = layout.fonts["latin"][0]
    named = "".join(_style(layout, latin, *role) for role in _ROLES)
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return (
        f"<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>"
        f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:cs="{latin}" '
        f'w:eastAsia="{layout.fonts["body"][0]}"/><w:sz w:val="21"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0"/></w:pPr></w:pPrDefault>'
        '</w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
        '<w:name w:val="Normal"/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        f"</w:tblPr></w:style>{named}"
        '<w:style w:type="table" w:customStyle="1" w:styleId="Form"><w:name w:val="Form"/>'
        f'<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>{sides}</w:tblBorders>'
        '<w:tblCellMar><w:top w:w="20" w:type="dxa"/><w:left w:w="45" w:type="dxa"/>'
        '<w:bottom w:w="20" w:type="dxa"/><w:right w:w="45" w:type="dxa"/></w:tblCellMar>'
        '</w:tblPr><w:tcPr><w:vAlign w:val="center"/></w:tcPr></w:style></w:styles>'
    )


def _style(
    layout: Layout, latin: str, name: str, font: str, size: str, paragraph: str
) -> str:
    face = layout.fonts[font][0]
    half_points = round(layout.sizes[size] * 2)
    looks = paragraph.replace("{line}", str(round(layout.sizes["line"] * 20)))
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{name}">'
        f'<w:name w:val="Form {name}"/><w:basedOn w:val="Normal"/>'
        f'<w:pPr>{looks}</w:pPr><w:rPr><w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" '
        f'w:eastAsia="{face}"/><w:sz w:val="{half_points}"/></w:rPr></w:style>'
    )


def font_table(layout: Layout) -> str:
    """The fonts in use, each with those that may stand in for it."""
    fonts = "".join(
        f'<w:font w:name="{first}"><w:altName w:val="{",".join(others)}"/></w:font>'
        for first, *others in dict.fromkeys(layout.fonts.values())
    )
    return f"<w:fonts {NAMESPACES}>{fonts}</w:fonts>"


def footer(side: str) -> str:
    """The page number on the outer side of the page."""
    return (
        f'<w:ftr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val="Footer"/>'
        f'<w:ind w:left="280" w:right="280"/><w:jc w:val="{side}"/></w:pPr>'
        '<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">— </w:t></w:r>'
        '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        '<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve"> —</w:t></w:r>'
        "</w:p></w:ftr>"
    )


def core_properties(title: str) -> str:
    """Title and maker; no dates, so that the same data gives the same bytes."""
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escaped(title)}</dc:title><dc:creator>jiping</dc:creator></cp:coreProperties>"
    )


def figures_part(figures: Mapping[Ref, str]) -> str:
    """The figures that tables and prose share, in the order that controls count them."""
    listed = "".join(
        f'<figure ref="{escaped(str(ref))}">{escaped(text)}</figure>'
        for ref, text in figures.items()
    )
    return f'<figures xmlns="{FIGURES}">{listed}</figures>'
