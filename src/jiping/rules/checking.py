"""All rules over one case: hits become findings with places, words and groups."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from jiping.model.document import Place
from jiping.model.filing import Filing
from jiping.model.finding import Case, Finding, Hit, RuleCard, Severity, Skipped
from jiping.model.memory import FORGETFUL, Forgetful, Memory
from jiping.model.values import Ref
from jiping.rules.again import Again, Said
from jiping.rules.grouping import grouped
from jiping.rules.labels import Labels
from jiping.rules.registry import Rule, forms_in, missing_form

FORM_ORDER = ("base", "overall", "project", "funds", "report", "rubric", "package")


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which rules run, by prefixes of their ids as in ``ZJ`` or ``DF201``.

    An empty ``select`` takes every rule; ``ignore`` wins over ``select``.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def refuse_unknown(self, rules: Mapping[str, Rule]) -> None:
        """Raises ValueError (one Chinese sentence) for a prefix of no rule."""
        for prefix in (*self.select, *self.ignore):
            if not any(rule_id.startswith(prefix) for rule_id in rules):
                raise ValueError(
                    f"没有以“{prefix}”开头的规则，请用 jiping rules 查看规则编号。"
                )

    def takes(self, rule_id: str) -> bool:
        """Whether the rule runs."""
        wanted = not self.select or rule_id.startswith(self.select)
        return wanted and not (self.ignore and rule_id.startswith(self.ignore))


EVERYTHING = Selection()
BROKEN = "本规则执行出错"
UNSURE = "（所据内容是扫描识别的，把握不足，请先对照原件核对。）"


def run(
    case: Case,
    rules: Mapping[str, Rule],
    selection: Selection = EVERYTHING,
    memory: Memory = FORGETFUL,
) -> tuple[tuple[Finding, ...], tuple[Skipped, ...]]:
    """Findings in the order of the forms, and what could not run.

    A rule that looks at nothing that changed since the last run with this ``memory``
    is not asked again.
    """
    again = None if isinstance(memory, Forgetful) else Again(case, memory)
    labels, present = Labels(case.filing), forms_in(case.filing)
    findings: list[Finding] = []
    skipped: list[Skipped] = []
    for rule_id, rule in rules.items():
        if not selection.takes(rule_id):
            continue
        reason = _not_in_force(rule.card, case.filing.year) or missing_form(
            rule.card, present
        )
        if reason:
            skipped.append(Skipped(reason=reason, rule=rule_id))
            continue
        for outcome in _said(rule, case, again):
            if isinstance(outcome, Skipped):
                skipped.append(
                    Skipped(reason=outcome.reason, at=outcome.at, rule=rule_id)
                )
            else:
                findings.append(finding(rule.card, outcome, case.filing, labels))
    order = {(s.form, s.key): at for at, s in enumerate(case.filing.sheets)}
    ordered = sorted(findings, key=lambda each: _position(each, order))
    arithmetic = {rule_id for rule_id, rule in rules.items() if rule.card.arithmetic}
    confirming = {rule_id for rule_id, rule in rules.items() if rule.card.confirms}
    explaining = {rule_id for rule_id, rule in rules.items() if rule.card.explains}
    doubtful = {ref: at for ref, at in case.filing.places.items() if at.doubtful}
    tied = grouped(ordered, arithmetic, confirming, doubtful, explaining)
    return tied, tuple(skipped)


def _said(rule: Rule, case: Case, again: Again | None) -> Said:
    """What a rule says, now or before."""
    if again is None:
        return tuple(_asked(rule, case))
    said = again.said(rule.card.id)
    if said is None:
        said = tuple(_asked(rule, again.watched()))
        again.keep(rule.card.id, said)
    return said


def _asked(rule: Rule, case: Case) -> Iterator[Hit | Skipped]:
    """What a rule says; a fault of ours in one rule is said and costs that rule alone."""
    try:
        yield from rule.check(case)
    except Exception as fault:
        yield Skipped(reason=f"{BROKEN}（{type(fault).__name__}），请反馈给维护人员")


def _not_in_force(card: RuleCard, year: int | None) -> str:
    """Why the rule says nothing about that year, or the empty string."""
    if year is None or (card.since <= year and year <= (card.until or year)):
        return ""
    until = f"至{card.until}年度" if card.until else "年度起"
    return f"本规则适用于{card.since}{until}，材料是{year}年度"


def finding(card: RuleCard, hit: Hit, filing: Filing, labels: Labels) -> Finding:
    """A hit with its places and words. Raises KeyError where a fact is missing."""
    form, row, column = labels.of(hit.at)
    words = {
        "subject": labels.subject(hit.at),
        "others": labels.others(hit.at, hit.involves),
        "form": form,
        "row": row,
        "column": column,
        "stated": hit.stated,
        "expected": hit.expected,
        "difference": hit.difference,
        "arithmetic": hit.arithmetic,
        **hit.facts,
    }
    places = _places(filing, (hit.at, *hit.involves))
    severity, remark = hit.severity or card.severity, ""
    if not card.confirms and _rests_on_doubt(filing, (hit.at, *hit.involves)):
        # What may have been misread proves nothing.
        severity = Severity.WARNING if severity is Severity.ERROR else severity
        remark = UNSURE
    return Finding(
        rule=card.id,
        severity=severity,
        at=hit.at,
        place=places[0],
        places=places,
        form_name=form,
        row_label=row,
        column_label=column,
        stated=hit.stated,
        expected=hit.expected,
        difference=hit.difference,
        arithmetic=hit.arithmetic,
        message=(hit.message or card.message).format_map(words) + remark,
        citation="；".join(str(citation) for citation in card.cites),
        involves=hit.involves,
    )


def _rests_on_doubt(filing: Filing, refs: Sequence[Ref]) -> bool:
    known = (filing.places.get(ref) for ref in refs)
    return any(place is not None and place.doubtful for place in known)


def _places(filing: Filing, refs: Sequence[Ref]) -> tuple[Place, ...]:
    """Each place once, the anchor's first; a sheet's or row's own first cell where the
    address names no single cell."""
    found = [place for ref in refs for place in (place_of(filing, ref),)]
    return tuple(dict.fromkeys(found))


def place_of(filing: Filing, ref: Ref) -> Place:
    """Where an address stands, or the nearest thing above it that stands somewhere."""
    place = filing.places.get(ref)
    if place is not None:
        return place
    for wider in _within(filing, ref):
        return filing.places[wider]
    return Place(file=filing.files[0] if filing.files else "")


def _within(filing: Filing, ref: Ref) -> Iterator[Ref]:
    for same in ((ref.form, ref.key, ref.row), (ref.form, ref.key)):
        for known in filing.places:
            if (known.form, known.key, known.row)[: len(same)] == same:
                yield known


def _position(
    each: Finding, order: Mapping[tuple[str, str], int]
) -> tuple[int, int, tuple[int, ...], str]:
    place = each.place
    spot = place.lines[:1] or tuple(
        number or 0
        for number in (place.table, place.row, place.paragraph, place.column)
    )
    return (
        FORM_ORDER.index(each.at.form),
        order.get((each.at.form, each.at.key), 0),
        spot,
        each.rule,
    )
