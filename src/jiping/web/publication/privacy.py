"""Personal data in what is to be published: where it stands, for a person to confirm.

Wide on purpose: what is found too much costs a click, what is missed is public. Nothing
is masked or kept without a person.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from jiping.web.publication.drawn import Line

SHOWN = "（已隐去）"
_TELLING = 7
# Between two digits of one number.
_S = r"[ \-–—－－·\u00a0\u3000]?"
_SPACE = r"[ \u00a0\u3000]"
# Half width for full width, each character for one, so that places stay.
_HALF = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    0x3000: 0x20,
    0xA0: 0x20,
}

_DIGIT_18 = rf"[1-9](?:{_S}\d){{16}}{_S}[\dXx]"
_MOBILE = re.compile(
    rf"(?<![\d.])(?:\+?86{_S})?(?:1{_S}[3-9](?:{_S}\d){{9}}|1[3-9]\d\.\d{{4}}\.\d{{4}})(?!\d|\.\d)"
)
_IDENTITY = re.compile(rf"(?<!\d){_DIGIT_18}(?![\dA-Za-z])")
_OLD_IDENTITY = re.compile(
    r"(?<![\d.])[1-9]\d{7}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}(?![\d.])"
)
_CARD = re.compile(rf"(?<![\d.])[1-9](?:{_S}\d){{15,18}}(?!\d|\.\d)")
_LANDLINE = re.compile(
    rf"(?<![\d.])\(?0\d{{2,3}}\)?{_S}[2-9](?:{_S}\d){{6,7}}(?!\d|\.\d)"
)
_LABELLED = re.compile(
    rf"(?:电\s*话|手\s*机|联系方式|传\s*真|热\s*线|号\s*码)[^\d：:\n]{{0,8}}[：:]?{_SPACE}*"
    rf"(?P<it>\d(?:{_S}\d){{4,14}})(?!\d|\.\d)"
)
_MAIL = re.compile(r"[A-Za-z0-9_][\w.+-]*@[\w-]+(?:\.[A-Za-z]{2,})+", re.ASCII)
NUMBERS = (
    ("身份证号", _IDENTITY),
    ("身份证号", _OLD_IDENTITY),
    ("银行卡号", _CARD),
    ("手机号码", _MOBILE),
    ("固定电话", _LANDLINE),
    ("联系电话", _LABELLED),
    ("电子邮箱", _MAIL),
)

_WHO = (
    "填表人|填报人|制表人|编制人|经办人|联系人|负责人|责任人|审核人|复核人|分管领导|主要领导|"
    "单位领导|法定代表人|法人代表|评价人|评分人|签字|签名|签章|姓名"
)
_STOPS = "联系|电话|日期|填报|填表|单位|部门|签字|签名|签章|盖章|负责|年|月|已|略|见|隐|无|公章"
_NAME = rf"(?:(?!{_STOPS})[\u4e00-\u9fff·]){_SPACE}?(?:(?!{_STOPS})[\u4e00-\u9fff·]{_SPACE}?){{0,2}}(?!{_STOPS})[\u4e00-\u9fff·]"
_SIGNED = re.compile(
    rf"(?:{_WHO})(?:[（(][^）)\n]{{0,8}}[）)])?{_SPACE}*[：:]{_SPACE}*(?P<it>{_NAME})"
)
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程"
    "苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝"
    "龚邵万钱严覃武戴莫孔向汤易欧阳"
)
_TITLED = re.compile(
    rf"(?P<it>[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}?)(?=同志|先生|女士|老师|同学|等人任)"
)
_BARE = re.compile(rf"(?:[\u4e00-\u9fff·]{_SPACE}*){{2,4}}")
# Words over or beside a cell that holds a name and nothing else.
_NAME_CELL = re.compile(rf"(?:{_WHO})(?:[（(].*[）)])?[：:]?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspect:
    """A stretch of one drawn text that may be personal data."""

    slot: str
    where: str
    start: int
    found: str
    kind: str
    before: str
    after: str


def scan(drawn: Iterable[Line]) -> tuple[Suspect, ...]:
    """All that may be personal data, in reading order, no two overlapping."""
    every = [line for line in drawn if line.text.strip()]
    first = {line.slot: _stretches(line.text) for line in every}
    for label, cell in pairwise(every):
        bare = half_width(cell.text).strip()
        if _NAME_CELL.fullmatch(half_width(label.text).strip()) and _BARE.fullmatch(
            bare
        ):
            _add(
                first[cell.slot],
                cell.text.index(cell.text.strip()),
                cell.text.strip(),
                "姓名",
            )
    known = {
        found: kind
        for stretches in first.values()
        for _, found, kind in stretches
        if telling(found)
    }
    for line in every:
        for start, found, kind in _again(line.text, known):
            _add(first[line.slot], start, found, kind)
    return tuple(
        _suspect(line, start, found, kind)
        for line in every
        for start, found, kind in sorted(first[line.slot])
    )


def masked(text: str, stretches: Mapping[int, int]) -> str:
    """The text with these stretches (start and length) replaced; what touches or
    overlaps is replaced together."""
    spans: list[list[int]] = []
    for start, length in sorted(stretches.items()):
        if spans and start <= spans[-1][1]:
            spans[-1][1] = max(spans[-1][1], start + length)
        else:
            spans.append([start, start + length])
    for start, end in reversed(spans):
        text = text[:start] + SHOWN + text[end:]
    return text


def occurrences(drawn: Iterable[Line], words: str) -> Iterator[Suspect]:
    """Where these very words stand."""
    for line in drawn:
        for found in re.finditer(re.escape(words), line.text):
            yield _suspect(line, found.start(), words, "手工标出")


def telling(found: str) -> bool:
    """Whether it tells of a person wherever it stands: a number of few digits stands in
    amounts too."""
    return not found.isdecimal() or len(found) >= _TELLING


def half_width(text: str) -> str:
    """Full-width signs as half-width ones, character for character."""
    return text.translate(_HALF)


Stretch = tuple[int, str, str]


def _stretches(text: str) -> list[Stretch]:
    found: list[Stretch] = []
    plain = half_width(text)
    for kind, pattern in NUMBERS:
        for match in pattern.finditer(plain):
            group = "it" if "it" in pattern.groupindex else 0
            start, end = match.span(group)
            _add(found, start, text[start:end], kind)
    for pattern in (_SIGNED, _TITLED):
        for match in pattern.finditer(plain):
            start, end = match.span("it")
            _add(found, start, text[start:end].rstrip(), "姓名")
    return found


def _add(found: list[Stretch], start: int, words: str, kind: str) -> None:
    """Unless it lies over one that is there already."""
    end = start + len(words)
    clear = all(end <= s or s + len(w) <= start for s, w, _ in found)
    if clear and words:
        found.append((start, words, kind))


def _again(text: str, known: Mapping[str, str]) -> Iterator[Stretch]:
    """Where what was found once stands again, however its characters are set apart."""
    for words, kind in known.items():
        letters = [each for each in words if not each.isspace()]
        pattern = f"{_SPACE}*".join(map(re.escape, letters))
        for match in re.finditer(pattern, text):
            yield match.start(), match[0], kind


def _suspect(line: Line, start: int, found: str, kind: str) -> Suspect:
    end = start + len(found)
    return Suspect(
        slot=line.slot,
        where=line.where,
        start=start,
        found=found,
        kind=kind,
        before=line.text[max(start - 16, 0) : start],
        after=line.text[end : end + 16],
    )
