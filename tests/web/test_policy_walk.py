"""Every address × every person × every state is allowed or refused as the policy table
says; who is refused changes nothing; no unit sees another's draft."""

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import FunctionType
from typing import Any, get_type_hints

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.http import Http404, HttpResponse
from django.test import Client, RequestFactory
from web.addresses import Page, pages
from web.county import BACKEND
from web.states import States, states_of
from web.world import World, lasting, taken_back

import jiping.web
from jiping.web.api import operations
from jiping.web.api.models import Token
from jiping.web.audit.models import Record
from jiping.web.core.actions import Action, Refused
from jiping.web.core.navigation import ENTRIES
from jiping.web.core.policy import ALL, ANY_STATE, BELOW, TABLE, WHOLE, Subject

pytestmark = pytest.mark.django_db
# Pages that no verb guards, and why.
OPEN = {
    "health": "whether the program answers, for who watches over it",
    "sign-in": "nobody has signed in yet",
    "sign-out": "ends one's own session",
    "first": "the first start; wants the code from the server's window",
    "openapi-json": "describes the interface; a key is wanted for each operation",
    "api-root": "answers nothing",
}
# What each person is, by short name of the unit, as the county was built.
HELD = {
    "administrator@财": (("administrator", "财"),),
    "reviewer@财": (("reviewer", "财"),),
    "bureau_head@财": (("bureau_head", "财"),),
    "auditor@财": (("auditor", "财"),),
    "officer@城": (("department_officer", "城"),),
    "officer@文": (("department_officer", "文"),),
    **{f"filer@{u}": (("filer", u),) for u in ("城", "城本", "灯", "馆")},
    **{f"head@{u}": (("unit_head", u),) for u in ("城", "城本", "灯", "馆")},
    "two@灯": (("filer", "灯"), ("unit_head", "灯")),
    "two@馆+城": (("filer", "馆"), ("department_officer", "城")),
    "gone@灯": (),
    "off@灯": (),
    "nobody": (),
    "public": (),
}
ABOVE = {
    "财": "",
    "城": "财",
    "城本": "城",
    "灯": "城",
    "文": "财",
    "馆": "文",
    "县": "财",
}


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Each test takes back what it changes."""
    with lasting(django_db_blocker) as found:
        yield found


def person(world: World, name: str) -> Any:
    return AnonymousUser() if name == "public" else world.county.people[name]


def may(name: str, verb: str, owner: str, state: str) -> bool:
    """What the table says, read anew: not by the program's own ``decide``."""
    grant = TABLE[verb]
    fits = grant.states == ANY_STATE or state in grant.states
    return fits and (grant.public or reaches(name, grant.roles, owner))


def reaches(name: str, roles: Mapping[str, str], owner: str) -> bool:
    chain = [owner]
    while chain[-1]:
        chain.append(ABOVE[chain[-1]])
    for role, unit in HELD[name]:
        reach = roles.get(role)
        if reach and (reach == ALL or not owner or unit == owner):
            return True
        if reach == BELOW and unit in chain:
            return True
    return False


def guarded() -> list[Page]:
    return [page for page in pages() if hasattr(page.pattern.callback, "subject")]


def asking(view: Any) -> FunctionType:
    """The function of ``guarded`` inside what is wrapped around it."""
    while "asked" not in view.__code__.co_name:
        view = view.__wrapped__
    assert isinstance(view, FunctionType)
    return view


def cells(view: FunctionType) -> dict[str, Any]:
    return dict(zip(view.__code__.co_freevars, view.__closure__ or (), strict=True))


class Session(dict[str, Any]):
    """As much of a session as a page needs before its guard."""

    accessed = False


@contextmanager
def stopped(page: Page, about: Any) -> Iterator[Callable[..., str]]:
    """Calls the page as far as its guard, with what it is about looked up once; says
    ``in``, ``refused`` or what else came."""
    callback, held = page.pattern.callback, cells(asking(page.pattern.callback))
    kept = {name: held[name].cell_contents for name in ("view", "subject")}
    held["view"].cell_contents = lambda *_, **__: HttpResponse("in")
    if kept["subject"]:
        held["subject"].cell_contents = lambda **_: about
    factory = RequestFactory()

    def call(user: Any, given: dict[str, Any]) -> str:
        for make in (factory.get, factory.post):
            request = make("/")
            request.user, request.session = user, Session()
            request._dont_enforce_csrf_checks = True
            try:
                answer = callback(request, **given)
            except Refused as refusal:
                return "refused" if refusal.denied and str(refusal) else "other"
            if answer.status_code != 405:
                return str(answer.content.decode())
        return "no method"

    try:
        yield call
    finally:
        for name, value in kept.items():
            held[name].cell_contents = value


def test_every_page_has_a_guard_or_a_reason_to_have_none() -> None:
    bare = {p.name for p in pages() if not hasattr(p.pattern.callback, "verb")}
    interface = {p.name for p in pages() if p.route.startswith("api/")}
    assert bare - interface == OPEN.keys() - interface
    assert {p.pattern.callback.verb for p in guarded()} <= TABLE.keys()


def test_what_each_page_is_about_is_known(world: World) -> None:
    for page in pages():
        assert page.address(world).startswith("/")


def test_every_page_for_everybody_in_every_state_is_as_the_table_says(
    world: World,
) -> None:
    asked = 0
    wrong: list[tuple[str, ...]] = []
    for page in guarded():
        asked += _asked(world, page, wrong)
    assert not wrong, wrong[:20]
    assert asked > 10_000


def _asked(world: World, page: Page, wrong: list[tuple[str, ...]]) -> int:
    find, verb = page.pattern.callback.subject, page.pattern.callback.verb
    given, owner = page.given(world), page.owner(world)
    states: States = {"": lambda _: None}
    if find is None:
        owner = ""
    else:
        states = states_of(page.name, find(**given))
    for state, bring in states.items():
        with taken_back():
            bring(world)
            try:
                about = find(**given) if find else WHOLE
            except Http404:
                # A campaign not issued, and what was never public, is not there at all.
                assert state == "draft" or page.name.startswith("public-"), page.name
                continue
            with stopped(page, about) as call:
                for name in HELD:
                    expected = "in" if may(name, verb, owner, state) else "refused"
                    found = call(person(world, name), given)
                    if found != expected:
                        wrong.append((page.name, name, state, found, expected))
    return len(states) * len(HELD)


def stored() -> dict[str, int]:
    """A digest of every table."""
    return {
        model.__name__: hash(repr(list(model._default_manager.order_by("pk").values_list())))
        for model in apps.get_models()
        if model.__name__ not in ("Session", "ContentType", "Permission")
    }  # fmt: skip


def files() -> set[Path]:
    return {p for p in Path(settings.MEDIA_ROOT).rglob("*") if p.is_file()}


def browser(world: World, name: str) -> Client:
    client = Client()
    if name not in ("public", "off@灯"):
        client.force_login(world.county.people[name], BACKEND)
    return client


def test_who_is_refused_is_told_so_and_changes_nothing(world: World) -> None:
    with taken_back():
        clients = {name: browser(world, name) for name in HELD}
        before, kept = stored(), files()
        for page in guarded():
            find, verb = page.pattern.callback.subject, page.pattern.callback.verb
            owner, address = (page.owner(world) if find else ""), page.address(world)
            for name, client in clients.items():
                grant = TABLE[verb]
                if grant.public or reaches(name, grant.roles, owner):
                    continue
                answer = client.get(address)
                if answer.status_code == 405:
                    answer = client.post(address)
                if name in ("public", "off@灯"):
                    assert answer.status_code == 302, (address, name)
                    assert answer["Location"].startswith("/sign-in/"), (address, name)
                else:
                    assert answer.status_code == 403, (address, name)
        assert stored() == before
        assert files() == kept


def test_who_is_let_in_gets_an_answer(world: World) -> None:
    """With nothing typed and in whatever state: a page or a sentence, never a fault."""
    for page in guarded():
        find, verb = page.pattern.callback.subject, page.pattern.callback.verb
        owner, address = (page.owner(world) if find else ""), page.address(world)
        name = next(n for n in HELD if TABLE[verb].public or reaches(n, TABLE[verb].roles, owner))  # fmt: skip
        with taken_back():
            client = browser(world, name)
            for ask in (client.get, client.post):
                answer = ask(address)
                assert answer.status_code < 500, (address, name)


def subject_of(action: type[Action[Any]]) -> type | None:
    """The kind of thing an action is about; None where it is about no unit."""
    kind = get_type_hints(action).get("subject")
    return kind if isinstance(kind, type) and kind is not Subject else None


def subjects(world: World) -> dict[type, tuple[Callable[[], Any], str]]:
    """How to find one of each kind that a page is about, and whose it is."""
    tokens = partial(Token.objects.get, pk=world.token.pk)
    found: dict[type, tuple[Callable[[], Any], str]] = {Token: (tokens, "")}
    for page in guarded():
        find = page.pattern.callback.subject
        if find is not None:
            again = partial(find, **page.given(world))
            found.setdefault(type(again()), (again, page.owner(world)))
    return found


def test_every_action_asks_before_it_does_anything(world: World) -> None:
    known, asked = subjects(world), 0
    before, kept = stored(), files()
    for action in operations.actions():
        kind, grant = subject_of(action), TABLE[action.verb]
        assert kind or grant.states == ANY_STATE, f"{action.__name__} has no subject"
        find, owner = known[kind] if kind else (lambda: WHOLE, "")
        states: States = states_of("", find()) if kind else {"": lambda _: None}
        for number, (state, bring) in enumerate(states.items()):
            with taken_back():
                bring(world)
                for name in HELD:
                    far = not reaches(name, grant.roles, owner)
                    if may(name, action.verb, owner, state) or (far and number):
                        continue
                    refused(action, person(world, name), find())
                    asked += 1
    assert asked > 1_500
    assert stored() == before
    assert files() == kept


def refused(action: type[Action[Any]], user: Any, about: Any) -> None:
    """The action is set up with nothing but person and subject: to refuse it needs no
    more."""
    act = action.__new__(action)
    Action.__init__(act, user if user.is_authenticated else None, about)
    lines = Record.objects.count()
    with pytest.raises(Refused) as refusal, transaction.atomic():
        act.perform()
    assert refusal.value.denied, action.__name__
    assert Record.objects.count() == lines, action.__name__


HOUSE = Path(jiping.web.__file__).parent
ASKED = re.compile(r"{%\s*may\s+[\"']([a-z_.]+)[\"']")
ASKERS = {"decide", "require", "may", "_ask", "guarded"}


def said_in_code() -> set[str]:
    """Every verb that a view, an action or a template names when it asks."""
    found = set()
    for path in HOUSE.rglob("*.html"):
        found |= set(ASKED.findall(path.read_text("utf-8")))
    for path in HOUSE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and called(node) in ASKERS:
                words = [a.value for a in node.args[:2] if isinstance(a, ast.Constant)]
                found |= {w for w in words if isinstance(w, str) and "." in w}
    return found


def bare_buttons() -> set[str]:
    """The verbs that a template asks about without saying about what."""
    bare = re.compile(r"{%\s*may\s+\"([a-z_.]+)\"\s+as\s")
    texts = (path.read_text("utf-8") for path in HOUSE.rglob("*.html"))
    return {verb for text in texts for verb in bare.findall(text)}


def called(node: ast.Call) -> str:
    return getattr(node.func, "id", getattr(node.func, "attr", ""))


def test_every_verb_is_used_and_every_verb_used_is_in_the_table() -> None:
    views = {page.pattern.callback.verb for page in guarded()}
    done = {action.verb for action in operations.actions()}
    asked = said_in_code() | {entry.verb for entry in ENTRIES}
    assert asked <= TABLE.keys(), asked - TABLE.keys()
    assert done <= TABLE.keys()
    assert TABLE.keys() == views | done | asked, TABLE.keys() - views - done - asked
    # A button that asks about nothing in particular is never shown where a state counts.
    stateless = {verb for verb in bare_buttons() if TABLE[verb].states != ANY_STATE}
    assert not stateless, stateless
    # What changes something is done by an action, and by nothing else.
    changing = {verb for verb, grant in TABLE.items() if grant.changes}
    assert changing <= done, changing - done
