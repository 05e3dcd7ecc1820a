"""The API sent what its own description allows, and the ids that exist: whatever comes,
it is refused or done, never a fault of the server."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, settings
from web.packages import submitted

from jiping.web.campaigns.models import Assignment
from jiping.web.grading.actions import Propose

schemathesis = pytest.importorskip("schemathesis")
EXAMPLES = 3
# They read packages in processes of their own, which would only cost time here.
SLOW = ("run-self-check", "import-package", "upload-targets")


@pytest.fixture
def application() -> Iterator[Any]:
    """The server's own entry. It closes connections around a request, and here the
    connection holds the test's transaction: that is left out, as in Django's client."""
    around = (request_started, request_finished)
    for signal in around:
        signal.disconnect(close_old_connections)
    yield get_wsgi_application()
    for signal in around:
        signal.connect(close_old_connections)


@pytest.fixture
def known(county) -> dict[str, int]:
    """Numbers that exist, by the field that asks for them."""
    version = submitted(county, "灯")
    grade = Propose(
        county.people["reviewer@财"], county.campaign, county.units["城"]
    ).perform()
    return {
        "assignment": county.assignments["城"].pk,
        "campaign": county.campaign.pk,
        "submission": version.pk,
        "unit": county.units["馆"].pk,
        "department": county.units["城"].pk,
        "owner": county.units["城"].pk,
        "person": county.people["filer@馆"].pk,
        "user": county.people["filer@馆"].pk,
        "grade": grade.pk,
        "departmentgrade": grade.pk,
        "pk": county.assignments["灯"].pk,
    }


def operations(application: Any) -> Iterator[Any]:
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", application)
    for found in schema.get_all_operations():
        yield found.ok()


def with_known(case: Any, known: Mapping[str, int]) -> None:
    for place in (case.body, case.path_parameters):
        if isinstance(place, dict):
            place.update({name: known[name] for name in place.keys() & known.keys()})


@pytest.mark.parametrize("person", ["administrator@财", "filer@灯", "reviewer@财"])
def test_whatever_comes_is_no_fault_of_the_server(
    county, application, known, program, person
) -> None:
    key = program(person).key
    seen: set[int] = set()
    Assignment.objects.filter(pk=known["assignment"]).update(state="approved")

    def tried(operation: Any) -> None:
        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            derandomize=True,
            database=None,
            phases=(Phase.generate,),
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def once(case: Any) -> None:
            tried.count += 1
            if tried.count % 2:
                with_known(case, known)
            point = transaction.savepoint()
            try:
                answer = case.call(headers={"Authorization": f"Bearer {key}"})
            finally:
                transaction.savepoint_rollback(point)
            seen.add(answer.status_code)
            assert answer.status_code < 500, (operation.label, case.body)
            if answer.status_code >= 400:
                assert list(json.loads(answer.content)) == ["error"], operation.label

        once()

    tried.count = 0
    for operation in operations(application):
        if not operation.path.endswith(SLOW):
            tried(operation)
    assert {200, 403, 404, 422} & seen >= {200, 403}
