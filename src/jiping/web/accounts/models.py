"""People, and in which role each acts for which unit."""

from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType

from django.contrib.auth.models import AbstractUser
from django.db import models

from jiping.web.units.models import Unit


class Role(models.TextChoices):
    """What a person may be. The public has no account."""

    ADMINISTRATOR = "administrator", "系统管理员"
    REVIEWER = "reviewer", "财政审核人"
    BUREAU_HEAD = "bureau_head", "财政负责人"
    DEPARTMENT_OFFICER = "department_officer", "主管部门经办人"
    FILER = "filer", "单位填报人"
    UNIT_HEAD = "unit_head", "单位负责人"
    AUDITOR = "auditor", "审计人员"


_BUREAU = (Unit.Kind.BUREAU,)
_FILING = (*Unit.FILERS, Unit.Kind.TRANSFER)
# For which kinds of unit each role can be held. The bureau's roles reach all units and
# so stand at the one at the top of the tree.
ROLE_KINDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        Role.ADMINISTRATOR: _BUREAU,
        Role.REVIEWER: _BUREAU,
        Role.BUREAU_HEAD: _BUREAU,
        Role.DEPARTMENT_OFFICER: (Unit.Kind.DEPARTMENT,),
        Role.FILER: _FILING,
        Role.UNIT_HEAD: _FILING,
        Role.AUDITOR: (*_BUREAU, Unit.Kind.DISTRICT, Unit.Kind.DEPARTMENT),
    }
)


class User(AbstractUser):
    """A person with an account. ``name`` is shown wherever the person acted.

    A password given by an administrator is to be changed at the first sign-in, and is
    of no use after ``one_time_until``.
    """

    name = models.CharField("姓名", max_length=40)
    must_change_password = models.BooleanField("首次登录须改密码", default=False)
    one_time_until = models.DateTimeField("一次性密码有效期至", null=True, blank=True)
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = "帐号"

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name

    @property
    def policy_unit(self) -> None:
        """No single unit's: a person may act for several."""
        return None

    @property
    def policy_state(self) -> str:
        """``active``, or ``inactive`` once the account is switched off."""
        return "active" if self.is_active else "inactive"

    @property
    def policy_state_label(self) -> str:
        """The state in Chinese."""
        return "在用" if self.is_active else "已停用"

    @cached_property
    def roles(self) -> "tuple[Membership, ...]":
        """Every role that the person holds now."""
        if not self.is_active:
            return ()
        return tuple(self.memberships.filter(ended_on=None).select_related("unit"))

    def holds(self, *roles: str) -> bool:
        """Whether the person has one of these roles, for whichever unit."""
        return any(membership.role in roles for membership in self.roles)

    def units_as(self, *roles: str) -> tuple[Unit, ...]:
        """The units for which the person has one of these roles."""
        return tuple(m.unit for m in self.roles if m.role in roles)


class Membership(models.Model):
    """One role of one person for one unit; ended, never deleted."""

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="memberships")
    role = models.CharField("角色", max_length=24, choices=Role)
    ended_on = models.DateField("停用日期", null=True, blank=True)

    class Meta:
        verbose_name = "角色"
        constraints = [
            models.UniqueConstraint(
                fields=("user", "unit", "role"),
                condition=models.Q(ended_on=None),
                name="one_membership",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.unit} · {self.get_role_display()}"
