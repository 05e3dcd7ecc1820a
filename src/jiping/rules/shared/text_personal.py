"""Personal data in a text: found, named and masked, never repeated in full."""

import re
from collections.abc import Callable, Iterator
from itertools import cycle

from jiping.intake.text import fold
from jiping.model.patterns import compile_late

# The shortest number of a person has ten digits; most texts have not.
_LIKELY = compile_late(r"(?:\d\D*){10}|[@\uff20\ufe6b]")
_GAP = r"[ -]?"
_MOBILE = compile_late(
    rf"(?<![\d.])(?:\+?86{_GAP})?(1[3-9]\d{_GAP}\d{{4}}{_GAP}\d{{4}})(?![\d.]\d|\d)"
)
_LANDLINE = compile_late(r"(?<![\d.])(\(?0\d{2,3}\)?[ -]?[2-9]\d{6,7})(?!\d)")
_IDENTITY = compile_late(r"(?<!\d)(\d{17}[\dXx])(?![\dA-Za-z])")
_CARD = compile_late(r"(?<![\d.])(\d{4}(?:[ -]?\d{4}){3}(?:[ -]?\d{1,3})?)(?!\d)")
_MAIL = compile_late(
    r"(?<![A-Za-z0-9_.])([A-Za-z0-9][\w.+-]*@[\w-]+(?:\.[A-Za-z]{2,})+)"
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"


def personal(raw: str) -> Iterator[tuple[str, str]]:
    """Kinds of personal data in a text, each with its masked form (138****0000)."""
    if not _LIKELY.search(raw):
        return
    text = fold(raw)
    for kind, pattern in (
        ("身份证号", _IDENTITY),
        ("银行卡号", _CARD),
        ("手机号码", _MOBILE),
        ("固定电话", _LANDLINE),
        ("电子邮箱", _MAIL),
    ):
        for found in pattern.finditer(text):
            if kind == "身份证号" and not is_identity(found[1]):
                continue
            if kind == "银行卡号" and not is_card(re.sub(r"\D", "", found[1])):
                continue
            yield kind, masked(found[1])
            text = text[: found.start()] + "\n" * len(found[0]) + text[found.end() :]


def masked_text(raw: str) -> str:
    """The text with every number of a person masked; unchanged where there is none."""
    text = raw
    for pattern, holds in ((_IDENTITY, is_identity), (_MOBILE, bool), (_MAIL, bool)):

        def mask(found: re.Match[str], holds: Callable[[str], bool] = holds) -> str:
            return masked(found[1]) if holds(found[1]) else found[0]

        text = pattern.sub(mask, text)
    return text


def masked(number: str) -> str:
    """The first and last characters with stars between them."""
    bare = re.sub(r"[ ()-]", "", number)
    if "@" in bare:
        name, _, host = bare.partition("@")
        return f"{name[:1]}***@{host}"
    return (
        f"{bare[:3]}****{bare[-4:]}" if len(bare) > 8 else f"{bare[:2]}****{bare[-2:]}"
    )


def is_identity(number: str) -> bool:
    """Whether 18 characters are a citizen's number: a date within and its check digit."""
    total = sum(int(d) * w for d, w in zip(number[:17], _WEIGHTS, strict=True))
    dated = re.fullmatch(
        r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])", number[6:14]
    )
    return bool(dated) and _CHECK[total % 11] == number[17].upper()


def is_card(digits: str) -> bool:
    """Whether 16 to 19 digits pass the Luhn check of bank cards."""
    if not 16 <= len(digits) <= 19 or len(set(digits)) < 2:
        return False
    doubled = (
        int(d) * factor
        for d, factor in zip(reversed(digits), cycle((1, 2)), strict=False)
    )
    return sum(part // 10 + part % 10 for part in doubled) % 10 == 0
