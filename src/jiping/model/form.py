"""A form: which tables a jurisdiction asks for, with every label known for each cell.

Forms are data (``jiping/forms/data``); ``jiping.forms`` loads them. The national
vocabulary holds all rows and columns with their synonyms, a layout says what it
prints, which rows it has, and by which signs it is told from the others.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class FormCite:
    """What a form rests on: an instrument's id in ``jiping.law``, where in it, and how
    sure we are: ``read``, ``quoted`` or ``memory``."""

    instrument: str
    article: str = ""
    certainty: str = "read"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """A label by which a layout is recognised: printed in a table of kind ``sheet``.

    ``label`` is compared without white space and numbering; ``*`` stands for any text.
    """

    sheet: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnForm:
    """A column of a block. ``unit`` is ``money`` (the sheet's own), ``text``,
    ``measure`` (targets and actual values) or a unit (``人 % 分 ㎡``). ``merge`` names
    the column that this one is printed as a part of: a sign or a unit of measurement
    that has a column of its own."""

    key: str
    labels: tuple[str, ...]
    unit: str = "text"
    merge: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockForm:
    """Rows under one header row. A row is that header when it shows at least ``least``
    of the column labels, one of each group in ``needs`` among them. ``sides`` are
    labels that stand beside the block. ``earlier`` gives the key of a column that
    repeats another's label with an earlier year, ``instead`` the column that one stands
    for where the header does not show that one itself."""

    kind: str
    columns: Mapping[str, ColumnForm]
    least: int = 2
    needs: tuple[tuple[str, ...], ...] = ()
    sides: tuple[str, ...] = ()
    earlier: Mapping[str, str] = field(default_factory=dict)
    instead: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowForm:
    """A row known by its labels. ``printed`` is the label as this form prints it."""

    key: str
    kind: str
    labels: tuple[str, ...]
    parent: str = ""
    printed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetForm:
    """One kind of table. ``titles`` are patterns with ``*``; ``template`` lists the keys
    of the rows that the form as issued has, ``()`` where the issued form is not known;
    ``words`` are further labels of the sheet by group (fillers, remarks, classes)."""

    form: str
    name: str
    annex: str = ""
    title: str = ""
    unit: str = "万元"
    titles: tuple[str, ...] = ()
    blocks: Mapping[str, BlockForm] = field(default_factory=dict)
    rows: Mapping[str, RowForm] = field(default_factory=dict)
    template: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassForm:
    """A level-1 indicator class with its level-2 keys, each with its labels.

    ``name`` and the first label of each level-2 key are the words of the national form.
    """

    key: str
    name: str
    labels: tuple[str, ...]
    level2: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One edition of one jurisdiction's forms, after everything it extends.

    ``division`` is the administrative division code (``430600``), ``name`` what a user
    reads. ``words`` are labels that belong to no single sheet, by group: ``signature.*``
    fields, ``remarks``, ``fillers``, ``captions``, ``fund_markers``.
    """

    id: str
    name: str
    division: str
    extends: str = ""
    note: str = ""
    cites: tuple[FormCite, ...] = ()
    signs: tuple[Sign, ...] = ()
    sheets: Mapping[str, SheetForm] = field(default_factory=dict)
    classes: Mapping[str, ClassForm] = field(default_factory=dict)
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
