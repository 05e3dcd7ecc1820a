"""Changes to people: accounts, roles, passwords."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.contrib.auth.hashers import make_password
from django.urls import reverse
from django.utils.timezone import localdate

from jiping.web.accounts import signals
from jiping.web.accounts.models import ROLE_KINDS, Membership, Role, User
from jiping.web.administration.passwords import give, one_time
from jiping.web.core.actions import Action, Refused
from jiping.web.core.policy import WHOLE
from jiping.web.units.models import Unit

# So many hashes take a few seconds; a page should not take longer.
MOST_PASSWORDS = 40


class CreatePerson(Action[User]):
    """A new account, as yet without password and role."""

    verb = "people.create"

    def __init__(self, actor: User, username: str, name: str, email: str = "") -> None:
        super().__init__(actor)
        self.username, self.name, self.email = username, name, email

    def effect(self) -> User:
        if User.objects.filter(username__iexact=self.username).exists():
            raise Refused(f"帐号“{self.username}”已经有了，请换一个。")
        return new_person(self.username, self.name, self.email)

    def facts(self, result: User) -> Mapping[str, Any]:
        return {"username": result.username, "name": result.name}


def new_person(username: str, name: str, email: str) -> User:
    """The record of a new account that nobody can sign in to yet."""
    person = User(username=username, name=name, email=email)
    person.set_unusable_password()
    person.save(force_insert=True)
    return person


class EditPerson(Action[None]):
    """Another name or address for mail."""

    verb = "people.edit"
    subject: User

    def __init__(self, actor: User, person: User, name: str, email: str) -> None:
        super().__init__(actor, person)
        self.name, self.email, self.before = name, email, ""

    def effect(self) -> None:
        person = self.subject
        self.before = person.name
        person.name, person.email = self.name, self.email
        person.save(update_fields=["name", "email"])

    def facts(self, result: None) -> Mapping[str, Any]:
        return {"before": self.before, "name": self.name}


class GiveRole(Action[Membership]):
    """One more role for one unit."""

    verb = "people.give_role"
    subject: User

    def __init__(self, actor: User, person: User, role: str, unit: Unit) -> None:
        super().__init__(actor, person)
        self.role, self.unit = role, unit

    def effect(self) -> Membership:
        held = self.subject.memberships.filter(ended_on=None)
        fault = role_fault(self.role, self.unit, {each.role for each in held})
        if fault:
            raise Refused(fault)
        if any(m.role == self.role and m.unit_id == self.unit.pk for m in held):
            raise Refused(
                f"{self.subject.name}已经是{self.unit}的{Role(self.role).label}。"
            )
        return Membership.objects.create(
            user=self.subject, unit=self.unit, role=self.role
        )

    def facts(self, result: Membership) -> Mapping[str, Any]:
        return {"role": self.role, "unit": self.unit.code}

    def told(self, result: Membership) -> Iterable[tuple[Iterable[User], str, str]]:
        said = f"您现在是{self.unit}的{Role(self.role).label}。"
        yield (self.subject,), said, reverse("home")


def role_fault(role: str, unit: Unit, held: set[str]) -> str:
    """Why somebody with these roles may not have this one for this unit, or nothing."""
    label = Role(role).label
    if unit.ended_on:
        return f"{unit}已撤并，不能再设{label}。"
    kinds = ROLE_KINDS[role]
    if unit.kind not in kinds:
        named = "、".join(Unit.Kind(kind).label for kind in kinds)
        return f"{label}只能设在{named}，{unit}是{unit.get_kind_display()}。"
    # Who audits may not be the one who acted.
    if (role == Role.AUDITOR and held - {role}) or (
        role != Role.AUDITOR and Role.AUDITOR in held
    ):
        return "审计人员只看不改，不能同时担任其他角色；请另建帐号。"
    return ""


class EndRole(Action[Membership]):
    """A role ends today; it stays on record."""

    verb = "people.end_role"
    subject: User

    def __init__(self, actor: User, person: User, membership: Membership) -> None:
        super().__init__(actor, person)
        self.membership = membership

    def effect(self) -> Membership:
        held = self.membership
        held.refresh_from_db()
        if held.ended_on or held.user_id != self.subject.pk:
            raise Refused("这个角色已经停用了。")
        if held.role == Role.ADMINISTRATOR:
            keep_an_administrator(self.subject)
        held.ended_on = localdate()
        held.save(update_fields=["ended_on"])
        return held

    def facts(self, result: Membership) -> Mapping[str, Any]:
        return {"role": result.role, "unit": result.unit.code}

    def told(self, result: Membership) -> Iterable[tuple[Iterable[User], str, str]]:
        said = f"您不再是{result.unit}的{result.get_role_display()}。"
        yield (self.subject,), said, ""


def keep_an_administrator(leaving: User) -> None:
    """Raises Refused where nobody else could administrate. Every administrator's role
    is held first and looked at after that, so that two who leave at once do not both
    pass."""
    roles = Membership.objects.filter(role=Role.ADMINISTRATOR, ended_on=None)
    list(roles.select_for_update(no_key=True).order_by("pk"))
    if not roles.filter(user__is_active=True).exclude(user=leaving).exists():
        raise Refused("这是最后一位系统管理员，请先增加另一位再停用。")


class SwitchOff(Action[None]):
    """The account can no longer be used; whoever is signed in with it is signed out. Its
    keys stay void when it is used again."""

    verb = "people.switch_off"
    subject: User

    def effect(self) -> None:
        if self.actor and self.subject.pk == self.actor.pk:
            raise Refused("不能停用自己的帐号，请由另一位系统管理员办理。")
        keep_an_administrator(self.subject)
        self.subject.is_active = False
        self.subject.save(update_fields=["is_active"])
        signals.void.send(User, person=self.subject)


class SwitchOn(Action[None]):
    """An account is used again, with the roles it had."""

    verb = "people.switch_on"
    subject: User

    def effect(self) -> None:
        self.subject.is_active = True
        self.subject.save(update_fields=["is_active"])


class IssuePasswords(Action[Sequence[tuple[User, str]]]):
    """One-time passwords for some people; the words are given back once and kept
    nowhere. The hashes are made beforehand, so that no lock is held while they are."""

    verb = "people.issue_passwords"

    def __init__(self, actor: User, people: Sequence[User]) -> None:
        super().__init__(actor, people[0] if len(people) == 1 else WHOLE)
        if len(people) > MOST_PASSWORDS:
            raise Refused(f"一次最多给{MOST_PASSWORDS}人发放密码，请分几次。")
        words = [one_time() for _ in people]
        self.made = [
            (p, w, make_password(w)) for p, w in zip(people, words, strict=True)
        ]

    def effect(self) -> Sequence[tuple[User, str]]:
        if not self.made:
            raise Refused("没有选中人员，请先在名单中勾选。")
        # The log points at people: that need not wait (see ``Action``).
        rows = User.objects.select_for_update(no_key=True)
        held = rows.in_bulk([person.pk for person, _, _ in self.made])
        for person, _, hashed in self.made:
            if not held[person.pk].is_active:
                raise Refused(f"{person.name}的帐号已停用，不能发放密码。")
            give(held[person.pk], hashed)
        return [(held[person.pk], word) for person, word, _ in self.made]

    def facts(self, result: Sequence[tuple[User, str]]) -> Mapping[str, Any]:
        return {"usernames": [person.username for person, _ in result]}


class ChangePassword(Action[None]):
    """A password of one's own choice."""

    verb = "password.change"
    subject: User

    def __init__(self, actor: User, password: str) -> None:
        super().__init__(actor, actor)
        self.hashed = make_password(password)

    def effect(self) -> None:
        person = self.subject
        person.password = self.hashed
        person.must_change_password, person.one_time_until = False, None
        person.save(
            update_fields=["password", "must_change_password", "one_time_until"]
        )
