"""What the page can do, the API can: every action has its operation."""

from inspect import isabstract

from jiping.web.api import operations
from jiping.web.core.actions import Action
from jiping.web.core.policy import TABLE


def every(action=Action):
    for each in action.__subclasses__():
        yield each
        yield from every(each)


def ours():
    return {
        each
        for each in every()
        if each.__module__.startswith("jiping.web.")
        and not isabstract(each)
        and hasattr(each, "verb")
        and not each.__name__.startswith("_")
    }


def test_every_action_is_offered_or_left_to_the_browser_with_a_reason() -> None:
    offered = set(operations.offered().values())
    left = {a.__name__ for a in ours() - offered}
    assert left == set(operations.IN_THE_BROWSER)
    assert all(len(why) > 20 for why in operations.IN_THE_BROWSER.values())


def test_every_verb_that_changes_is_behind_an_operation() -> None:
    done = {action.verb for action in operations.offered().values()}
    browser = {a.verb for a in ours() if a.__name__ in operations.IN_THE_BROWSER}
    changing = {verb for verb, grant in TABLE.items() if grant.changes}
    # Asked about by pages on the way to another action.
    assert changing - done - browser <= {"password.change"}


def test_each_operation_is_described(client, county) -> None:
    described = client.get("/api/openapi.json").json()
    paths = described["paths"]
    for address, action in operations.offered().items():
        operation = paths[f"/api/actions/{address}"]["post"]
        assert operation["summary"] == TABLE[action.verb].title
        assert {"200", "401", "403", "404", "409", "422", "429"} <= set(
            map(str, operation["responses"])
        )
    names = [op["operationId"] for item in paths.values() for op in item.values()]
    assert len(names) == len(set(names))


def test_files_are_asked_for_in_base64(client, county) -> None:
    schemas = client.get("/api/openapi.json").json()["components"]["schemas"]
    assert schemas["NamedFile"]["properties"]["data"]["format"] == "base64"


def test_requests_know_no_other_field(program) -> None:
    answer = program("filer@灯").do("hand-over", assignment=1, extra=2)
    assert answer.status_code == 422
    assert "extra" in answer.json()["error"]
