"""A small fictional county: who there is, and one running campaign."""

from dataclasses import dataclass
from datetime import date

from django.test import Client

from jiping.web.accounts.models import Membership, Role, User
from jiping.web.campaigns.models import Assignment, Campaign
from jiping.web.drafts.models import Draft
from jiping.web.units.models import Unit

FORM = "430602-yueyanglou/department-2023"
BACKEND = "django.contrib.auth.backends.ModelBackend"


@dataclass
class County:
    """Units by short name, and one person of each role and unit (``people["filer@灯"]``)."""

    units: dict[str, Unit]
    people: dict[str, User]
    campaign: Campaign
    assignments: dict[str, Assignment]

    def client(self, person: str) -> Client:
        """A browser in which that person has signed in."""
        client = Client()
        client.force_login(self.people[person], BACKEND)
        return client


UNITS = (
    ("财", "001", "澄湖县财政局", Unit.Kind.BUREAU, None),
    ("城", "101", "澄湖县城市管理局", Unit.Kind.DEPARTMENT, "财"),
    ("城本", "101001", "澄湖县城市管理局（本级）", Unit.Kind.HEADQUARTERS, "城"),
    ("灯", "101002", "澄湖县路灯管理所", Unit.Kind.SUBORDINATE, "城"),
    ("文", "102", "澄湖县文化旅游局", Unit.Kind.DEPARTMENT, "财"),
    ("馆", "102002", "澄湖县图书馆", Unit.Kind.SUBORDINATE, "文"),
)
PEOPLE = (
    ("administrator", Role.ADMINISTRATOR, ("财",)),
    ("reviewer", Role.REVIEWER, ("财",)),
    ("bureau_head", Role.BUREAU_HEAD, ("财",)),
    ("auditor", Role.AUDITOR, ("财",)),
    ("officer", Role.DEPARTMENT_OFFICER, ("城", "文")),
    ("filer", Role.FILER, ("城", "城本", "灯", "馆")),
    ("head", Role.UNIT_HEAD, ("城", "城本", "灯", "馆")),
)


def units_and_people() -> tuple[dict[str, Unit], dict[str, User]]:
    """One bureau, two departments with their units, a person for each role."""
    units: dict[str, Unit] = {}
    for short, code, name, kind, parent in UNITS:
        above = units[parent] if parent else None
        units[short] = Unit.objects.create(
            code=code, name=name, short_name=short, kind=kind, parent=above
        )
    people = {"nobody": User.objects.create_user("nobody", name="无角色者")}
    for role_name, role, places in PEOPLE:
        for place in places:
            key = f"{role_name}@{place}"
            person = User.objects.create_user(key, password="right-Horse-9", name=key)
            Membership.objects.create(user=person, unit=units[place], role=role)
            people[key] = person
    return units, people


def founded() -> County:
    """All of it, with a campaign under way."""
    units, people = units_and_people()
    campaign = Campaign.objects.create(
        year=2023,
        title="2023年度部门整体和项目支出绩效自评",
        kinds=["overall", "project"],
        form=FORM,
        rule_set="test",
        state=Campaign.State.ISSUED,
        unit_due=date(2024, 3, 15),
        department_due=date(2024, 3, 29),
        review_due=date(2024, 4, 30),
        issued_on=date(2024, 2, 20),
        issued_by=people["reviewer@财"],
    )
    assignments = {}
    for short in ("城", "城本", "灯", "馆"):
        assignments[short] = Assignment.objects.create(
            campaign=campaign, unit=units[short], due=date(2024, 3, 15)
        )
        Draft.objects.create(assignment=assignments[short])
    return County(units, people, campaign, assignments)
