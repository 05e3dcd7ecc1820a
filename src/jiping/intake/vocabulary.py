"""A form's labels made ready for reading: one lexicon for each purpose."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from jiping.forms import forms
from jiping.intake.columns import Block
from jiping.intake.labels import Lexicon, lexicon, wildcard
from jiping.intake.text import fold, remembered, squash
from jiping.model.form import Form
from jiping.model.patterns import compile_late

FUND_TABLES = ("government_fund", "state_capital", "social_insurance")
_GROUPS = (
    ("base", "base"),
    ("overall", "evaluation"),
    ("rubric", "rubric"),
    ("funds", "funds"),
)
# Of two patterns that fit a title, the more telling comes first.
_TITLED = ("base", "rubric", "report", *FUND_TABLES, "overall", "project")
_LONGEST_TITLE = 70
_BRACKETS = compile_late(r"\([^()]*\)")
_SERIAL = "0-9一二三四五六七八九十"
_BARE_ANNEX = compile_late(rf"\([{_SERIAL}]{{1,2}}\)")
_LIST_NUMBER = compile_late(
    rf"(?:\d{{1,2}}|[{_SERIAL[3:]}]{{1,3}})[、.,]|\([{_SERIAL}]+\)"
)


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """Lexicons over one form. Built once for each form (``vocabulary``)."""

    form: Form

    @cached_property
    def blocks(self) -> Mapping[str, tuple[Block, ...]]:
        """The blocks of each sheet; 附件2 and 附件3 share theirs."""
        return {
            form: tuple(Block(key, block) for key, block in sheet.blocks.items())
            for form, sheet in self.form.sheets.items()
            if sheet.blocks
        }

    @cached_property
    def groups(self) -> Mapping[str, str]:
        """The group of sheets that each block stands in, by the block's key."""
        return {b.key: group for form, group in _GROUPS for b in self.blocks[form]}

    @cached_property
    def all_blocks(self) -> tuple[Block, ...]:
        """Every block once."""
        return tuple(b for form, _ in _GROUPS for b in self.blocks[form])

    def block(self, form: str, key: str) -> Block:
        """One block of one sheet."""
        return next(block for block in self.blocks[form] if block.key == key)

    @lru_cache(maxsize=64)  # noqa: B019 - as many entries as sheets and kinds
    def rows(self, form: str, *kinds: str) -> Lexicon:
        """Row keys of a sheet by label, of these kinds or of any."""
        return lexicon(
            (row.key, row.labels)
            for row in self.form.sheets[form].rows.values()
            if not kinds or row.kind in kinds
        )

    @lru_cache(maxsize=64)  # noqa: B019
    def rows_under(self, form: str, group: str) -> Lexicon:
        """Row keys by label of the rows that stand, at whatever depth, under one row."""
        rows = self.form.sheets[form].rows
        return lexicon(
            (row.key, row.labels)
            for row in rows.values()
            if group
            and group in (row.parent, getattr(rows.get(row.parent), "parent", ""))
        )

    @lru_cache(maxsize=64)  # noqa: B019
    def words(self, *groups: str) -> Lexicon:
        """The group that a word belongs to, of the groups named."""
        return lexicon((group, self.form.words[group]) for group in groups)

    @cached_property
    def signature(self) -> Lexicon:
        """Fields of the signature line by label."""
        return lexicon(self.signature_words)

    @cached_property
    def signature_words(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Fields of the signature line with their labels."""
        return tuple(
            (group.partition(".")[2], words)
            for group, words in self.form.words.items()
            if group.startswith("signature.")
        )

    @cached_property
    def classes(self) -> Lexicon:
        """Level-1 classes by label."""
        return lexicon((c.key, c.labels) for c in self.form.classes.values())

    @cached_property
    def level2(self) -> Mapping[str, Lexicon]:
        """For each class its level-2 keys by label."""
        return {c.key: lexicon(c.level2.items()) for c in self.form.classes.values()}

    def class_of(self, label: str) -> str:
        """The class that a level-2 label belongs to, ``""`` where none or unknown."""
        found = (key for key, level2 in self.level2.items() if level2.find(label))
        return next(found, "")

    @cached_property
    def titles(self) -> tuple[tuple[re.Pattern[str], str], ...]:
        """Patterns of titles, each with the kind of sheet that it names."""
        kinds = [(form, self.form.sheets[form].titles) for form in _TITLED]
        kinds.append(("evaluation", self.form.words["evaluation_titles"]))
        return tuple((wildcard(t), kind) for kind, titles in kinds for t in titles)

    def title(self, text: str) -> str:
        """The kind of sheet that a title names: a sheet's form, ``evaluation`` where
        it is open whether unit or project is meant, ``""`` for no title."""
        return _title(text, self)

    @cached_property
    def annexes(self) -> re.Pattern[str]:
        """The pattern of an annex label."""
        words = "|".join(r"\s*".join(word) for word in self.form.words["annex"])
        return compile_late(
            rf"\s*(?P<label>[【\[]?(?:{words})\s*[:：]?\s*"
            rf"(?P<number>\d{{1,2}}?(?=(?:19|20)\d\d|\D|$)|[{_SERIAL[3:]}]{{1,3}})?"
            rf"(?:[-—.]\d{{1,2}}(?!\d))?[】\]]?)\s*[:：、.]?\s*"
        )

    def annex(self, text: str) -> tuple[str, str]:
        """An annex label in front of a text, and the rest: ``("附件1", "2023年度…表")``.

        A number in brackets that stands alone counts as a label too; 续 in brackets
        behind a label is no rest.
        """
        return _annex(text, self)

    def goes_on(self, text: str) -> bool:
        """Whether a line says no more than that a table goes on (``（续）``)."""
        return squash(text).strip("():") in self.form.words["continued"]


@remembered
def _title(text: str, words: Vocabulary) -> str:
    label = _BRACKETS.sub("", squash(words.annex(text)[1])).rstrip(":")
    if len(label) > _LONGEST_TITLE or label.endswith(("。", "；", ";", "，", ",")):
        return ""
    if "。" in label:
        return ""
    return next((k for pattern, k in words.titles if pattern.fullmatch(label)), "")


@remembered
def _annex(text: str, words: Vocabulary) -> tuple[str, str]:
    printed = text.strip()
    if _BARE_ANNEX.fullmatch(squash(printed)):
        return printed, ""
    plain = fold(printed)
    match = words.annexes.match(plain)
    if match is None or (not match["number"] and match.end() < len(plain)):
        return "", printed
    whole = printed if len(printed) == len(plain) else plain
    label = whole[: match.end("label")].strip(" :：")
    rest = whole[match.end() :].strip()
    return label, "" if words.goes_on(rest) else rest


def listed(text: str) -> bool:
    """Whether a paragraph begins with a number of its own."""
    return bool(_LIST_NUMBER.match(squash(text)))


@lru_cache(maxsize=16)
def vocabulary(ident: str) -> Vocabulary:
    """The vocabulary of the form with this id."""
    return Vocabulary(forms()[ident])
