"""The units and people of the county, and what each of them is shown to try first."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any
from unittest.mock import patch

from jiping.web.accounts.models import Role, User
from jiping.web.administration.actions.importing import ApplyRows, KeepRows
from jiping.web.administration.actions.people import ChangePassword
from jiping.web.administration.first import found
from jiping.web.administration.importing.workbook import Rows
from jiping.web.units.models import Unit

ADMINISTRATOR = ("admin", "周一帆")
BUREAU = "bureau"
_HASHING = "jiping.web.administration.actions.people.make_password"
_WORKBOOK = "霁川县单位和人员.xlsx"


@dataclass(frozen=True, slots=True)
class Shown:
    """An account of the table that is printed: one for each role."""

    username: str
    role: str
    first: str


TABLE = (
    Shown("admin", Role.ADMINISTRATOR, "“单位”“人员”里增减，“日志”里核验"),
    Shown("reviewer", Role.REVIEWER, "“财政复核”里看排队的材料；“考核评分”里评分"),
    Shown("bureau-head", Role.BUREAU_HEAD, "“考核评分”里复查水利局的异议"),
    Shown("officer-city", Role.DEPARTMENT_OFFICER, "审核环卫中心的材料，再做部门汇总"),
    Shown("filer-road-upkeep", Role.FILER, "“填报”里把公路养护站的自评表填完"),
    Shown("head-road-own", Role.UNIT_HEAD, "“签署报送”里通读、签署交通局本级的材料"),
    Shown("auditor", Role.AUDITOR, "全部只看不改；“日志”里查每一步"),
)


@cache
def county() -> dict[str, Any]:
    """``county.toml``."""
    return tomllib.loads((files(__package__) / "county.toml").read_text("utf-8"))


def settle(password: str) -> User:
    """The administrator and the bureau, then everybody else by an import; all of them
    with this password. Gives the administrator."""
    listed = county()
    bureau = next(u["name"] for u in listed["units"] if u["slug"] == BUREAU)
    admin = found(*ADMINISTRATOR, password, bureau, first=True)
    rows = Rows(units=tuple(_units(listed)), people=tuple(_people(listed)))
    batch = KeepRows(admin, _WORKBOOK, repr(rows).encode(), rows).perform()
    plan = ApplyRows(admin, batch).perform()
    assert not plan.faults
    # Hashed once: to do it for each would take half as long as all else.
    with patch(_HASHING, lambda _: admin.password):
        for each in User.objects.exclude(pk=admin.pk):
            ChangePassword(each, password).perform()
    return admin


def _units(listed: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "行": number,
            "单位编码": unit["code"],
            "单位名称": unit["name"],
            "简称": unit["short"],
            "类别": unit["kind"],
            "上级单位编码": unit["under"],
        }
        for number, unit in enumerate(listed["units"], start=2)
        if unit["slug"] != BUREAU
    ]


def _people(listed: dict[str, Any]) -> list[dict[str, Any]]:
    names = ("帐号", "姓名", "单位编码", "角色")
    return [
        {"行": number, "邮箱": "", **dict(zip(names, row, strict=True))}
        for number, row in enumerate(listed["people"], start=2)
    ]


def units() -> dict[str, Unit]:
    """The units by the name of their filings."""
    slugs = {unit["code"]: unit["slug"] for unit in county()["units"]}
    found_units = Unit.objects.select_related("parent__parent__parent")
    return {slugs[unit.code]: unit for unit in found_units if unit.code in slugs}


def person(unit: Unit, role: str) -> User:
    """Who holds a role for a unit."""
    return User.objects.get(
        memberships__unit=unit, memberships__role=role, memberships__ended_on=None
    )
