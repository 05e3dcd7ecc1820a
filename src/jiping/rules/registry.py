"""What a rule is, and how rules are found: by walking the folder, without any list.

A rule is one module ``<family folder>/<letters><digits>_<fault>.py`` with a ``check``
stamped by ``@rule``. Its id is the file name's first part and stands nowhere else; its
docstring is its page. Identities (``jiping.rules.identities``) are rules written as data.
"""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import ModuleType

from jiping import law
from jiping.model.filing import Filing
from jiping.model.finding import Case, Citation, Hit, RuleCard, Severity, Skipped
from jiping.model.patterns import compile_late
from jiping.model.values import Entry
from jiping.rules.shared.text_personal import masked_text

Check = Callable[[Case], Iterable[Hit | Skipped]]
HEADINGS = ("查什么", "为什么", "怎么改")
FAMILIES = {
    "ZJ": "资金",
    "ZB": "指标",
    "DF": "得分",
    "WZ": "文字",
    "BD": "表单",
    "GK": "公开",
    "BN": "比年",
}
_MODULE = compile_late(r"([a-z]{2}\d{3})_[a-z0-9_]+")
_FORMS = {
    "base": "附件1（基础数据表）",
    "overall": "附件2（整体支出绩效自评表）",
    "project": "附件3（项目支出绩效自评表）",
    "report": "附件4（自评报告）",
    "evaluation": "绩效自评表（附件2、附件3）",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """A card for people and a function for the run."""

    card: RuleCard
    check: Check


@dataclass(frozen=True, slots=True)
class _Stamp:
    severity: Severity
    message: str
    cites: tuple[str, ...]
    needs: tuple[str, ...]
    arithmetic: bool
    confirms: bool
    explains: bool
    since: int
    until: int | None


_STAMPS: dict[Check, _Stamp] = {}


def rule(
    *,
    severity: str,
    message: str,
    cites: tuple[str, ...],
    needs: tuple[str, ...] = (),
    arithmetic: bool = False,
    confirms: bool = False,
    explains: bool = False,
    years: tuple[int, int | None] = (2013, None),
) -> Callable[[Check], Check]:
    """Stamp a ``check``. ``cites`` are instrument ids (``mof-2020-10#第十条``), ``needs``
    the forms without which it cannot run, ``message`` the sentence that the hit's facts
    fill; ``arithmetic`` lets its hits be grouped by the cells they share, ``confirms``
    makes them the root of whatever rests on their cells, as ``explains`` does where
    what is written there is surely wrong and the rest follows from it."""

    def stamp(check: Check) -> Check:
        _STAMPS[check] = _Stamp(
            Severity(severity),
            message,
            cites,
            needs,
            arithmetic,
            confirms,
            explains,
            *years,
        )
        return check

    return stamp


def hit(at: Entry, *others: Entry, **facts: object) -> Hit:
    """A hit at a cell; ``others`` are the cells it involves.

    ``stated`` (default: the cell as printed), ``expected``, ``difference``,
    ``arithmetic``, ``severity`` and ``message`` go to the fields of that name, all
    else to ``facts``; ``{unit}`` is the cell's own.
    """
    fields = {
        name: str(facts.pop(name, ""))
        for name in ("expected", "difference", "arithmetic", "message")
    }
    severity = facts.pop("severity", None)
    facts = {name: masked_text(str(fact)) for name, fact in facts.items()}
    if not at.number:
        # Words may hold a telephone or identity number; a finding never repeats it.
        fields = {name: masked_text(field) for name, field in fields.items()}
    facts.setdefault("unit", at.unit)
    raw = at.raw if at.number else masked_text(at.raw)
    stated = str(facts.pop("stated", raw or "（空白）"))
    return Hit(
        at=at.ref,
        involves=tuple(entry.ref for entry in others if entry.ref.form),
        stated=stated,
        severity=Severity(severity) if severity else None,
        facts={name: str(value) for name, value in facts.items()},
        **fields,
    )


def citations(ids: Iterable[str]) -> tuple[Citation, ...]:
    """``instrument#article`` to citations. Raises KeyError for an unknown instrument."""
    return tuple(law.cite(*reference.partition("#")[::2]) for reference in ids)


def forms_in(filing: Filing) -> frozenset[str]:
    """What rules may need of a filing and find in it."""
    present = {sheet.form for sheet in filing.sheets}
    if filing.report is not None:
        present.add("report")
    if present & {"overall", "project"}:
        present.add("evaluation")
    return frozenset(present)


def missing_form(card: RuleCard, present: frozenset[str]) -> str:
    """Why this rule cannot run on a filing with ``forms_in`` it, or the empty string."""
    absent = [_FORMS[form] for form in card.needs if form not in present]
    return f"资料中没有{'、'.join(absent)}" if absent else ""


def module_rules(package: ModuleType) -> Iterator[Rule]:
    """The rules of every family folder under ``package``.

    Raises ValueError for a module that is misnamed, unstamped or without a page.
    """
    for family in pkgutil.iter_modules(package.__path__, package.__name__ + "."):
        if not family.ispkg:
            continue
        folder = importlib.import_module(family.name)
        for found in pkgutil.iter_modules(folder.__path__, folder.__name__ + "."):
            name = found.name.rpartition(".")[2]
            if _MODULE.fullmatch(name):
                yield _from_module(importlib.import_module(found.name), name)


def _from_module(module: ModuleType, name: str) -> Rule:
    check = getattr(module, "check", None)
    stamp = _STAMPS.get(check) if check else None
    if check is None or stamp is None:
        raise ValueError(f"{module.__name__}: no check stamped with @rule")
    page = inspect.getdoc(module) or ""
    missing = [h for h in HEADINGS if f"## {h}" not in page]
    if missing:
        raise ValueError(f"{module.__name__}: page without {missing}")
    title, _, body = page.partition("\n")
    card = RuleCard(
        id=name.partition("_")[0].upper(),
        title=title.strip().rstrip("。"),
        severity=stamp.severity,
        message=stamp.message,
        page=body.strip(),
        cites=citations(stamp.cites),
        family=FAMILIES[name[:2].upper()],
        arithmetic=stamp.arithmetic,
        confirms=stamp.confirms,
        explains=stamp.explains,
        needs=stamp.needs,
        since=stamp.since,
        until=stamp.until,
    )
    return Rule(card, check)


def by_id(rules: Iterable[Rule]) -> Mapping[str, Rule]:
    """Rules by id, in order. Raises ValueError where two claim one id."""
    table: dict[str, Rule] = {}
    for entry in sorted(rules, key=lambda each: each.card.id):
        if entry.card.id in table:
            raise ValueError(f"two rules claim {entry.card.id}")
        table[entry.card.id] = entry
    return table
