"""The table of accounts that is printed."""

from unicodedata import east_asian_width

from jiping.web.accounts.models import Role, User
from jiping.web.demo.people import TABLE

_HEADS = ("帐号", "姓名", "角色", "单位", "先试试")


def table(address: str, word: str) -> str:
    """Address, password and one account for each role."""
    rows = [_HEADS, *(_row(*shown) for shown in _shown())]
    widths = [max(_width(row[n]) for row in rows) for n in range(len(_HEADS) - 1)]
    lines = [
        "  ".join(
            [*(_padded(c, w) for c, w in zip(row, widths, strict=False)), row[-1]]
        )
        for row in rows
    ]
    return "\n".join(
        [
            "",
            f"工作台：{address}",
            f"公开网站（不用登录）：{address}public/",
            f"密码：{word}（所有帐号相同；虚构数据，只供试用）",
            "",
            *(f"  {line}" for line in lines),
            "",
            "其他单位的帐号见“人员”页。按 Ctrl+C 停止；重新装入：jiping demo --fresh",
        ]
    )


def _shown() -> list[tuple[str, str, str]]:
    return [(each.username, each.role, each.first) for each in TABLE]


def _row(username: str, role: str, first: str) -> tuple[str, ...]:
    person = User.objects.get(username=username)
    (unit,) = person.units_as(role)
    return (
        username,
        person.name,
        Role(role).label,
        unit.short_name or unit.name,
        first,
    )


def _width(text: str) -> int:
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
