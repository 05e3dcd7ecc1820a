"""Every page of grading and publication, for every person, is as the table says."""

from types import ModuleType

from django.test import Client
from django.urls import URLPattern
from web.packages import submitted
from web_filings import handed_in, sample

from jiping.web.campaigns.models import Assignment
from jiping.web.core.policy import ANY_STATE, TABLE, decide
from jiping.web.grading import urls as grading_urls
from jiping.web.grading.actions import Propose
from jiping.web.publication import urls as publication_urls
from jiping.web.publication.actions import Confirm, Prepare, Publish
from jiping.web.publication.models import Publication

PEOPLE = (
    "administrator@财", "reviewer@财", "bureau_head@财", "auditor@财", "officer@城", "officer@文",
    "head@城", "filer@灯", "head@灯", "filer@馆", "head@馆", "nobody",
)  # fmt: skip


def pages(module: ModuleType) -> list[URLPattern]:
    return [each for each in module.urlpatterns if "public/" not in str(each.pattern)]


def allowed_as_the_table_says(county, module, parts, subject, states) -> int:
    """Asks for every page as every person in every state; counts what was asked."""
    asked = 0
    for state in states:
        type(subject).objects.filter(pk=subject.pk).update(state=state)
        for page in pages(module):
            verb = getattr(page.callback, "verb", None)
            assert verb, page.name
            if TABLE[verb].states == ANY_STATE and state != states[0]:
                continue
            about = page.callback.subject
            given = {name: parts[name] for name in page.pattern.converters}
            for person in (county.people[name] for name in PEOPLE):
                kept = about(**given) if about else None
                right = decide(person, verb, kept) if kept else decide(person, verb)
                if TABLE[verb].changes and right:
                    continue  # Performing it is for the tests of the course.
                if "没有这个权限" in right.reason and state != states[0]:
                    continue  # Whose it is does not hang on the state.
                client = Client()
                client.force_login(person, "django.contrib.auth.backends.ModelBackend")
                address = "/" + str(page.pattern._route)
                for name, value in given.items():
                    kind = "str" if name == "kind" else "int"
                    address = address.replace(f"<{kind}:{name}>", str(value))
                method = client.post if TABLE[verb].changes else client.get
                status = method(address).status_code
                assert (status == 403) is not bool(right), (address, person, state)
                asked += 1
    return asked


def test_grading_is_as_the_table_says(county, tmp_path) -> None:
    part = county.assignments["城"]
    handed_in(part, sample(), county.people["head@城"], tmp_path)
    grade = Propose(
        county.people["reviewer@财"], county.campaign, county.units["城"]
    ).perform()
    parts = {
        "pk": grade.pk,
        "kind": "docx",
        "campaign": county.campaign.pk,
        "department": county.units["城"].pk,
    }
    asked = allowed_as_the_table_says(
        county, grading_urls, parts, grade, ["proposed", "decided", "told", "final"]
    )
    assert asked > 100


def test_publication_is_as_the_table_says(county, tmp_path) -> None:
    part = county.assignments["灯"]
    handed_in(part, sample(), county.people["head@灯"], tmp_path)
    made = Prepare(county.people["filer@灯"], part).perform()
    asked = allowed_as_the_table_says(
        county,
        publication_urls,
        {"assignment": part.pk},
        made,
        Publication.State.values,
    )
    assert asked > 100


def test_a_package_from_the_workbench_itself_is_published(county, client) -> None:
    submitted(county, "灯")
    part = county.assignments["灯"]
    part.state = Assignment.State.ACCEPTED
    part.save()
    head = county.people["head@灯"]
    made = Prepare(head, part).perform()
    given = {mask.pk: ("mask", "") for mask in made.masks.all()}
    if given:
        Confirm(head, made, given).perform()
    made = Publish(head, made).perform()
    page = client.get(f"/public/filings/{made.pk}/")
    assert page.status_code == 200
    assert client.get(f"/public/filings/{made.pk}/1.docx").status_code == 200
