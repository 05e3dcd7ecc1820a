"""Every action as an operation of the API."""

import dataclasses
import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib import import_module
from inspect import Parameter, Signature, isabstract
from typing import Any

from django.conf import settings
from django.db.models import Model
from django.http import HttpRequest
from ninja import Router, Schema

from jiping.web.accounts.models import User
from jiping.web.api.fitted import FITTED, NARROWED, Result, office_for
from jiping.web.api.schema import Taken, body, taken
from jiping.web.core.actions import Action, Refused
from jiping.web.core.policy import TABLE, decide
from jiping.web.drafts.answers import saved_data
from jiping.web.drafts.saving import DraftAction, Saved

# What the API does not offer by itself, and why.
IN_THE_BROWSER: Mapping[str, str] = {
    "ChangePassword": "a key must not change the password of its person",
    "ImportCells": "done by Prefill and TakeOver, which know where the texts come from",
    "IssuePasswords": "passwords are seen once, on paper, and never go over a wire",
    "LockTargets": "done by ApplyTargets for every unit of a batch",
    "MakeToken": "a key must not make keys",
    "Reshape": "offered by name: AddRow, RemoveRow, AddIndicator, AddProject …",
}


class Done(Schema):
    """What was done: the verb; the records that it was about and that came of it
    (``assignment:12``, empty for none); what the log says was changed; and for some
    actions what a page would show next."""

    verb: str
    title: str
    subject: str
    record: str
    facts: dict[str, Any]
    result: dict[str, Any] | None = None


class Said(Schema):
    """One Chinese sentence: why not."""

    error: str


FAULTS = dict.fromkeys((400, 401, 403, 404, 409, 413, 422, 429), Said)


@cache
def actions() -> tuple[type[Action[Any]], ...]:
    """Every action that can be performed, by name."""
    # Actions are known once the pages that perform them are.
    import_module(settings.ROOT_URLCONF)
    root: Any = Action
    found = {each for each in _below(root) if _performable(each)}
    return tuple(sorted(found, key=lambda each: (each.__name__, each.verb)))


def _below(action: type[Action[Any]]) -> Iterator[type[Action[Any]]]:
    for each in action.__subclasses__():
        yield each
        yield from _below(each)


def _performable(action: type[Action[Any]]) -> bool:
    """Whether it is whole, and one of ours."""
    ours = action.__module__.startswith("jiping.web.")
    hidden = action.__name__.startswith("_")
    whole = not isabstract(action) and getattr(action, "verb", "") in TABLE
    return ours and whole and not hidden


@cache
def offered() -> Mapping[str, type[Action[Any]]]:
    """The actions of the API by address: ``save-cells`` for SaveCells, with the first
    word of its verb where two have one name or the name is one word."""
    kept = [each for each in actions() if each.__name__ not in IN_THE_BROWSER]
    names = [each.__name__ for each in kept]
    found: dict[str, type[Action[Any]]] = {}
    for action in kept:
        address = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", action.__name__).lower()
        if names.count(action.__name__) > 1 or "-" not in address:
            address = f"{action.verb.partition('.')[0]}-{address}"
        found[address] = action
    return found


def router() -> Router:
    """``POST /actions/save-cells`` and all the others. Raises Unfit where an action
    takes what no request can hold."""
    made = Router(tags=["actions"])
    for address, action in offered().items():
        made.add_api_operation(
            f"/{address}",
            ["POST"],
            _view(action),
            response={200: Done, **FAULTS},
            summary=TABLE[action.verb].title,
            description=f"{action.verb}: {(action.__doc__ or '').strip()}",
            operation_id=address.replace("-", "_"),
        )
    return made


def parameters_of(action: type[Action[Any]]) -> dict[str, Taken]:
    """What a request for an action holds, by the names that making it takes."""
    if action in FITTED:
        return dict(FITTED[action].parameters)
    found = taken(action)
    found.pop("office", None)
    for name in found:
        found[name] = NARROWED.get((action, name), found[name])
    return found


def _view(action: type[Action[Any]]) -> Callable[..., Any]:
    parameters = parameters_of(action)

    def perform(request: HttpRequest, **given: Any) -> Any:
        sent, actor = given.get("sent"), request.user
        assert isinstance(actor, User)
        if not actor.holds(*TABLE[action.verb].roles):
            raise Refused(decide(actor, action.verb).reason, denied=True)
        done = _made(action, actor, parameters, sent)
        return _done(done, done.perform())

    perform.__name__ = action.__name__
    perform.verb = action.verb  # type: ignore[attr-defined]
    own = [
        Parameter("request", Parameter.POSITIONAL_OR_KEYWORD, annotation=HttpRequest)
    ]
    if parameters:
        sent = body(action.__name__, parameters)
        own.append(Parameter("sent", Parameter.POSITIONAL_OR_KEYWORD, annotation=sent))
    perform.__signature__ = Signature(own)  # type: ignore[attr-defined]
    return perform


def _made(
    action: type[Action[Any]], actor: User, parameters: Mapping[str, Taken], sent: Any
) -> Action[Any]:
    arguments = {
        name: each.read(getattr(sent, each.field)) for name, each in parameters.items()
    }
    if action in FITTED:
        return FITTED[action].action(actor, arguments)
    if "submission" in arguments and "office" in taken(action):
        arguments["office"] = office_for(action, actor, arguments)
    return action(actor, **arguments)


def _done(done: Action[Any], result: Any) -> dict[str, Any]:
    facts = done.facts(result)
    return {
        "verb": done.verb,
        "title": TABLE[done.verb].title,
        "subject": _named(done.subject),
        "record": _named(result),
        # As the log keeps them.
        "facts": json.loads(json.dumps(facts, default=str)),
        "result": _shown(done, result),
    }


def _shown(done: Action[Any], result: Any) -> dict[str, Any] | None:
    if isinstance(result, Saved) and isinstance(done, DraftAction):
        return saved_data(done.subject, result)
    if isinstance(result, Result):
        return dataclasses.asdict(result)
    return None


def _named(given: Any) -> str:
    parts = given if isinstance(given, tuple) else (given,)
    records = (each for each in parts if isinstance(each, Model) and each.pk)
    return next((f"{r._meta.model_name}:{r.pk}" for r in records), "")
