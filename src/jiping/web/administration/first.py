"""The first start: no account and no password exist until somebody makes one.

Who has the server's screen (or its data folder) gets a code of one use, and with it the
page on which the first administrator is made.
"""

import os
import secrets
from pathlib import Path

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate

from jiping.web.accounts.models import Membership, Role, User
from jiping.web.administration.actions.units import record
from jiping.web.audit.chain import append
from jiping.web.audit.models import Head
from jiping.web.core.actions import Refused
from jiping.web.units.models import Unit, UnitChange

BUREAU_CODE = "001"


def sentence() -> str:
    """What is said at the first start, or nothing once there is an administrator."""
    if administered():
        _code_file().unlink(missing_ok=True)
        return ""
    return f"还没有系统管理员。请打开上面地址的 /first/，用一次性代码 {code()} 建立；也可以运行 jiping create-admin。"


def administered() -> bool:
    """Whether somebody administrates."""
    return Membership.objects.filter(
        role=Role.ADMINISTRATOR, ended_on=None, user__is_active=True
    ).exists()


def code() -> str:
    """The one-time code, kept in the data folder for its owner alone."""
    made = f"{secrets.randbelow(10**12):012d}"
    try:
        opened = os.open(_code_file(), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _code_file().read_text("ascii")
    with os.fdopen(opened, "w") as file:
        file.write(made)
    return made


def fits(given: str) -> bool:
    """Whether a code is the one that was made."""
    try:
        kept = _code_file().read_text("ascii")
    except OSError:
        return False
    return secrets.compare_digest(kept.encode(), given.strip().encode())


def found(username: str, name: str, password: str, bureau: str, *, first: bool) -> User:
    """Make an administrator, and the bureau where there is none. With ``first`` only
    where nobody administrates yet. Raises Refused where what is given will not do."""
    person = User(username=username, name=name)
    _check(person, password, bureau)
    person.set_password(password)
    with transaction.atomic():
        # Held to the end, so that two who come at once are not both the first.
        Head.objects.select_for_update().get_or_create(pk=1)
        if first and administered():
            raise Refused("已经有系统管理员了，请登录。")
        if User.objects.filter(username__iexact=username).exists():
            raise Refused(f"帐号“{username}”已经有了，请换一个。")
        unit = _bureau(bureau)
        person.save(force_insert=True)
        Membership.objects.create(user=person, unit=unit, role=Role.ADMINISTRATOR)
        facts = {"username": username, "role": Role.ADMINISTRATOR.value, "first": first}
        append("people.create", f"user:{person.pk}", facts, None, unit)
    _code_file().unlink(missing_ok=True)
    return person


def _check(person: User, password: str, bureau: str) -> None:
    try:
        person.clean_fields(exclude=("password", "last_login"))
        validate_password(password, person)
    except ValidationError as fault:
        said = "".join(fault.messages)
        raise Refused(f"帐号、姓名或密码不行：{said}") from fault
    if not bureau.strip() and not _stands():
        raise Refused("还没有财政局，请写出财政局的全称。")


def _stands() -> Unit | None:
    return Unit.objects.filter(kind=Unit.Kind.BUREAU, ended_on=None).first()


def _bureau(name: str) -> Unit:
    stands = _stands()
    if stands is not None:
        return stands
    unit = Unit.objects.create(
        code=BUREAU_CODE, name=name.strip(), kind=Unit.Kind.BUREAU
    )
    record(unit, UnitChange.Kind.CREATED, localdate(), None, after=unit.name)
    return unit


def _code_file() -> Path:
    return Path(settings.HOME) / "first.code"
