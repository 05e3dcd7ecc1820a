"""People, units and full drafts, written straight into the database.

``python -m benchmarks.workbench.seeding UNITS [LISTED]`` in the environment of a
workbench: one county, ``UNITS`` units with a filled draft, a filer and a head each,
signed in; ``LISTED`` further units without. Prints what the clients need as JSON.
"""

import json
import os
import random
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jiping.web.site.settings")
django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.utils.crypto import get_random_string  # noqa: E402

from jiping import intake  # noqa: E402
from jiping.model.filing import Filing  # noqa: E402
from jiping.pipeline.checking import read_paths  # noqa: E402
from jiping.readers import read  # noqa: E402
from jiping.rules.identities.derive import derived  # noqa: E402
from jiping.web.accounts.models import Membership, Role, User  # noqa: E402
from jiping.web.campaigns.models import Assignment, Campaign  # noqa: E402
from jiping.web.drafts.models import Cell, Draft  # noqa: E402
from jiping.web.drafts.shape import taken_apart  # noqa: E402
from jiping.web.submissions.statements import statements  # noqa: E402
from jiping.web.units.models import Unit  # noqa: E402
from tools.samples import compose, many, to_text  # noqa: E402

YEAR = 2023
FORM = "430602-yueyanglou/department-2023"
BACKEND = "django.contrib.auth.backends.ModelBackend"
# A clean filing that may be signed as it is.
SIGNABLE = Path(__file__).resolve().parents[2] / "samples" / "lanshi-street.docx"
_PER_DEPARTMENT = 50


def main() -> None:
    """Fill the database."""
    units, listed = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0
    call_command("migrate", verbosity=0)
    with transaction.atomic():
        told = _county(units, listed, signable="--signable" in sys.argv)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    print(json.dumps(told, ensure_ascii=False))


def _county(units: int, listed: int, signable: bool) -> dict[str, Any]:
    bureau = Unit.objects.create(code="0", name="澄湖县财政局", kind="bureau")
    reviewer = _person("reviewer", bureau, Role.REVIEWER)
    campaign = Campaign.objects.create(
        year=YEAR,
        title=f"{YEAR}年度部门整体和项目支出绩效自评",
        kinds=["overall", "project"],
        form=FORM,
        rule_set="measured",
        state=Campaign.State.ISSUED,
        unit_due=date(2024, 3, 15),
        department_due=date(2024, 3, 29),
        review_due=date(2024, 4, 30),
        issued_on=date(2024, 2, 20),
        issued_by=reviewer,
    )
    desks = []
    for number, filing in enumerate(_filings(units, signable)):
        department = _department(bureau, number)
        unit = Unit.objects.create(
            code=f"u{number:05d}",
            name=filing.unit,
            kind=Unit.Kind.SUBORDINATE,
            parent=department,
        )
        desks.append(_desk(campaign, unit, filing, number))
    _listed(bureau, campaign, listed)
    return {
        "desks": desks,
        "reviewer": _signed_in(reviewer),
        "administrator": _signed_in(
            _person("administrator", bureau, Role.ADMINISTRATOR)
        ),
        "campaign": campaign.pk,
        "statements": [each.id for each in statements(YEAR)],
    }


def _filings(count: int, signable: bool) -> Iterator[Filing]:
    if signable:
        (outcome,) = read_paths([str(SIGNABLE)])
        yield from [outcome.filing] * count
        return
    for number, package in enumerate(many(count, seed=1)):
        document = read(to_text(compose(package)).encode(), f"{number}.txt")
        yield intake.filings((document,))[0]


def _department(bureau: Unit, number: int) -> Unit:
    code = f"d{number // _PER_DEPARTMENT:04d}"
    made, _ = Unit.objects.get_or_create(
        code=code,
        defaults={"name": f"澄湖县第{code}局", "kind": "department", "parent": bureau},
    )
    return made


def _desk(
    campaign: Campaign, unit: Unit, filing: Filing, number: int
) -> dict[str, Any]:
    assignment = Assignment.objects.create(
        campaign=campaign, unit=unit, due=date(2024, 3, 15)
    )
    shape, texts = taken_apart(filing)
    draft = Draft.objects.create(assignment=assignment, shape=shape, revision=1)
    Cell.objects.bulk_create(
        Cell(
            draft=draft,
            form=ref.form,
            key=ref.key,
            row=ref.row,
            column=ref.column,
            raw=raw,
        )
        for ref, raw in texts.items()
    )
    follows = derived(filing)
    typed = [
        [[ref.form, ref.key, ref.row, ref.column], raw]
        for ref, raw in texts.items()
        if ref not in follows and raw
    ]
    random.Random(number).shuffle(typed)
    return {
        "assignment": assignment.pk,
        "draft": draft.pk,
        "cells": typed,
        "filer": _signed_in(_person(f"filer{number}", unit, Role.FILER)),
        "head": _signed_in(_person(f"head{number}", unit, Role.UNIT_HEAD)),
    }


def _listed(bureau: Unit, campaign: Campaign, count: int) -> None:
    """Units that only stand in lists."""
    made = Unit.objects.bulk_create(
        Unit(
            code=f"w{number:06d}",
            name=f"澄湖县第{number}站",
            kind=Unit.Kind.SUBORDINATE,
            parent=_department(bureau, number),
        )
        for number in range(count)
    )
    Assignment.objects.bulk_create(
        Assignment(campaign=campaign, unit=unit, due=date(2024, 3, 15)) for unit in made
    )


def _person(name: str, unit: Unit, role: str) -> User:
    user = User(username=name, name=name, password="!")
    user.save()
    Membership.objects.create(user=user, unit=unit, role=role)
    return user


def _signed_in(user: User) -> dict[str, str]:
    """A session of this person, and the token of its pages."""
    token = get_random_string(32)
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = BACKEND
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session["_csrftoken"] = token
    session.create()
    return {"session": str(session.session_key), "token": token}


if __name__ == "__main__":
    main()
