"""What a reader of Word files decided or left out, in sentences.

While a document is read, what deserves a remark is only marked; ``remarks`` turns the
marks into notes, each once.
"""

from collections.abc import Container, Iterable

from jiping.model.document import Cell, Note, Paragraph, Table
from jiping.readers import limits
from jiping.readers.notes import info, warning

HIDDEN = "hidden"
REVISED = "revised"
EMBEDDED = "embedded"
NESTED = "nested"
PICTURED = "pictured"
EXTERNAL = "external"
CUT = "cut"
TOO_LONG = "too long"
MACROS = "macros"
LINKED = "linked"
SHEET_OBJECTS = "sheet objects"

_DECIDED = {
    REVISED: "“{}”带有修订痕迹，已按全部接受修订后的文字读取。",
    HIDDEN: "“{}”里有隐藏文字，没有读取；如属正文，请取消隐藏后重新提交。",
    MACROS: "“{}”带有宏，本程序不运行宏，只读取其中的文字。",
    LINKED: "“{}”链接了外部的文件或网址，本程序不打开，只读取文件里保存的内容。",
}
_LEFT_OUT = {
    EMBEDDED: (
        "“{}”里嵌有其他程序的对象（如 Excel 表格），其中内容没有读取，"
        "请改为 Word 表格后重新提交。"
    ),
    SHEET_OBJECTS: (
        "“{}”里嵌有其他程序的对象（如 Word 文档），其中内容没有读取，"
        "请把内容填到单元格里后重新提交。"
    ),
    NESTED: "“{}”里有嵌套过深的内容没有读取，请简化版式后重新提交。",
    EXTERNAL: "“{}”里插入了外部文件的内容，没有读取，请用 Word 打开后另存再提交。",
    CUT: (
        f"“{{}}”里有表格超过 {limits.TABLE_ROWS} 行或 {limits.TABLE_COLUMNS} 列，"
        "超出部分没有读取，请拆分后提交。"
    ),
    TOO_LONG: (
        f"“{{}}”的文字超过 {limits.CHARACTERS // 10_000} 万字，"
        "之后的内容没有读取，请拆分后提交。"
    ),
}
_COVERED_SHOWN = 5
_QUOTED = 20


def remarks(
    name: str, marks: Container[str], covered: Iterable[tuple[int, str]]
) -> list[Note]:
    """Notes for the marks, and for texts that merged cells hide.

    ``covered`` are the number of the table and the text; the first few are quoted.
    """
    notes = [
        say(name, text.format(name))
        for say, texts in ((info, _DECIDED), (warning, _LEFT_OUT))
        for mark, text in texts.items()
        if mark in marks
    ]
    for number, text in list(covered)[:_COVERED_SHOWN]:
        quoted = " ".join(text.split())[:_QUOTED]
        notes.append(
            warning(
                name,
                f"“{name}”表{number}的合并单元格里盖住了文字“{quoted}”，没有读取，"
                "请取消合并后核对。",
            )
        )
    return notes


def empty(
    name: str, blocks: Iterable[Paragraph | Table], marks: Container[str]
) -> list[Note]:
    """What to say of a Word document without a word."""
    if any(map(_has_text, blocks)):
        return []
    if PICTURED in marks:
        return [
            warning(
                name,
                f"“{name}”里只有图片没有文字（可能是扫描件），请提交可编辑的 Word 版。",
            )
        ]
    return [warning(name, f"“{name}”里没有文字，请核对是否提交了正确的文件。")]


def _has_text(block: Paragraph | Table) -> bool:
    if isinstance(block, Paragraph):
        return True
    return any(_cell_has_text(cell) for cell in block.cells)


def _cell_has_text(cell: Cell) -> bool:
    return bool(cell.text) or any(map(_has_text, cell.tables))
