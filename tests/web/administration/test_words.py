"""The page of the log says everything in Chinese: subjects, states, facts, addresses."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from web.world import lasting

import jiping.web
from jiping.model.terms import FORMS
from jiping.model.values import Ref
from jiping.web.accounts.models import Role
from jiping.web.administration.facts import said, subject
from jiping.web.administration.words import NAMES, SCOPES, address, choices
from jiping.web.audit.models import Record
from jiping.web.core.policy import TABLE
from jiping.web.drafts.models import Source
from jiping.web.followup.models import Rectification

pytestmark = pytest.mark.django_db
HOUSE = Path(jiping.web.__file__).parent
LATIN = re.compile(r"[A-Za-z]{2,}")
# Names and digests of files, and what people are called, stand as they are.
ITSELF = {
    "username", "usernames", "sha256", "digest", "seed", "seed_digest", "list_digest",
    "rule_set", "file", "files", "name", "people", "units", "before", "after",
    "proposal", "rule", "text", "message", "document", "letter",
}  # fmt: skip


def ours() -> list[type]:
    return [m for m in apps.get_models() if m.__module__.startswith("jiping.")]


def test_every_kind_of_record_has_a_chinese_name() -> None:
    named = {model.__name__: subject(f"{model._meta.model_name}:7") for model in ours()}
    assert len(named) > 40
    assert not {k: v for k, v in named.items() if LATIN.search(v)}
    assert len(set(named.values())) == len(named)


def test_every_verb_has_a_chinese_title() -> None:
    assert not {v: g.title for v, g in TABLE.items() if LATIN.search(g.title)}
    assert {verb.partition(".")[0] for verb in TABLE} | {"read"} == set(SCOPES)


def test_every_code_of_every_record_is_a_word() -> None:
    walked = 0
    for (kind, field), labels in choices().items():
        for code, label in labels.items():
            shown = said({field: code}, f"{kind}:1")
            assert shown.endswith(label) or not code, (kind, field, code)
            walked += 1
    states = [
        (m, f)
        for m in ours()
        for f in m._meta.get_fields()
        if getattr(f, "choices", None)
    ]
    assert {(m._meta.model_name, f.name) for m, f in states} <= set(choices())
    assert walked > 90


def facts_named() -> Iterator[tuple[str, str]]:
    """Every name that an action gives to a fact."""
    for path in HOUSE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name == "facts":
                if not node.args.args or node.args.args[0].arg != "self":
                    continue
                for inner in ast.walk(node):
                    if isinstance(inner, ast.Dict):
                        for key in inner.keys:
                            if isinstance(key, ast.Constant):
                                yield str(key.value), path.name


def test_every_fact_has_a_chinese_name() -> None:
    named = set(facts_named())
    assert len(named) > 60
    assert not {(name, where) for name, where in named if name not in NAMES}


def test_a_code_means_what_its_record_says() -> None:
    assert said({"state": "accepted"}, "assignment:1") == "状态：复核通过"
    assert said({"state": "accepted"}, "rectification:1") == "状态：核查通过，待销号"
    assert said({"source": "other"}, "rectification:1") == "来源：其他"
    for source in Source:
        assert said({"source": source.value}, "draft:1") == f"来源：{source.label}"
    for role in Role:
        assert said({"role": role.value}, "user:1") == f"角色：{role.label}"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("base/reception/actual", "附件1 基础数据表·公务接待·决算数"),
        ("base||reception|actual", "附件1 基础数据表·公务接待·决算数"),
        ("project:路灯/total/executed", "附件3 项目支出绩效自评表（路灯）·年度资金总额·全年执行数"),
        ("overall/output.quantity.巡查次数/score", "附件2 整体支出绩效自评表·“巡查次数”·得分"),
        ("overall/output.quantity.巡查次数/月/score", "附件2 整体支出绩效自评表·“巡查次数/月”·得分"),
        ("overall/output.quality#2/score", "附件2 整体支出绩效自评表·质量指标·得分"),
        ("report:problems/p3/text", "附件4 自评报告·存在的问题及原因分析"),
        ("funds:government_fund/total/income", "政府性基金预算支出情况表·年度资金总额·收入"),
        ("package", "资料包"),
        ("不是地址", "不是地址"),
        ("", ""),
    ],
)  # fmt: skip
def test_an_address_in_words(written: str, shown: str) -> None:
    assert address(written) == shown


def test_every_form_has_words() -> None:
    for form in FORMS:
        assert not LATIN.search(address(str(Ref(form))))


def test_tasks_and_scopes_in_words() -> None:
    tasks = [[3, Rectification.Source.FINDING, "judgement:12"], [4, "other", ""]]
    shown = said({"tasks": tasks})
    assert shown == "任务：3、复核认定的问题、问题认定 12、4、其他"
    assert said({"scopes": ["read", "draft"]}) == "范围：只读、填报"


def test_a_file_is_called_by_its_digest() -> None:
    path = "letters/2026/a746b0025bb269bc970b.docx"
    assert said({"letter": path}) == "意见书：Word 文件 a746b0025bb2…"


@pytest.fixture(scope="module")
def log(django_db_setup, django_db_blocker) -> Iterator[list[Record]]:
    """The log of a county in which everything has happened."""
    with lasting(django_db_blocker):
        yield list(Record.objects.all())


def test_the_log_of_a_whole_county_holds_no_code(log: list[Record]) -> None:
    assert len(log) > 20
    bare = {}
    for record in log:
        facts = {k: v for k, v in record.facts.items() if k not in ITSELF}
        shown = f"{subject(record.subject)} {said(facts, record.subject)}"
        if LATIN.search(shown):
            bare[record.verb] = shown
    assert not bare
