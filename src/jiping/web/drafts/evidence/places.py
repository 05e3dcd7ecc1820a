"""What evidence can be given for: each indicator, and each item of 附件5."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Max

from jiping import law
from jiping.model.values import Ref
from jiping.rubric.criteria import criteria
from jiping.web.drafts.models import Draft, Evidence
from jiping.web.drafts.naming import tab_words
from jiping.web.drafts.reading import cells_of
from jiping.web.units.models import Unit

RUBRIC = "rubric"


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to be proved, with the files given for it, withdrawn ones last."""

    ref: Ref
    words: str
    help: str
    files: tuple[Evidence, ...]

    @property
    def standing(self) -> int:
        """How many files stand."""
        return sum(each.withdrawn_at is None for each in self.files)


@dataclass(frozen=True, slots=True)
class Group:
    """The points of one table."""

    title: str
    points: tuple[Point, ...]


def groups(draft: Draft) -> tuple[Group, ...]:
    """Every point of a draft by table, 附件5 last."""
    files: dict[tuple[str, str, str], list[Evidence]] = {}
    for each in draft.evidence.select_related("by", "withdrawn_by"):
        files.setdefault((each.form, each.key, each.row), []).append(each)

    def point(ref: Ref, words: str, help_: str = "") -> Point:
        own = files.pop((ref.form, ref.key, ref.row), [])
        own.sort(key=lambda each: each.withdrawn_at is not None)
        return Point(ref, words, help_, tuple(own))

    found = []
    for title, indicators in _indicators(draft):
        points = tuple(point(ref, words) for ref, words in indicators)
        if points:
            found.append(Group(title, points))
    items = tuple(point(ref, words, help_) for ref, words, help_ in _items(draft))
    if items:
        found.append(Group("附件5 考核项目", items))
    # The indicator was taken out; its files are still there.
    gone = tuple(point(Ref(*at), "已删除的指标") for at in list(files))
    return (*found, *([Group("已删除的指标", gone)] if gone else []))


def point_at(draft: Draft, ref: Ref) -> Point | None:
    """One point; None where nothing is to be proved."""
    wanted = (ref.form, ref.key, ref.row)
    for group in groups(draft):
        for point in group.points:
            if (point.ref.form, point.ref.key, point.ref.row) == wanted:
                return point
    return None


def _indicators(draft: Draft) -> Iterator[tuple[str, list[tuple[Ref, str]]]]:
    cells = cells_of(draft)
    for sheet in draft.shape.get("sheets", ()):
        form, key = sheet["form"], sheet["key"]
        found: list[tuple[Ref, str]] = []
        rows = [row for row in sheet["rows"] if row["kind"] == "indicator"]
        for number, row in enumerate(rows, start=1):
            name = cells.get(Ref(form, key, row["key"], "level3"), "").strip()
            found.append((Ref(form, key, row["key"]), name or f"第{number}个指标"))
        called = cells.get(Ref(form, key, "project", "name"), "") or sheet["name"]
        annex, title = tab_words(form, key, called)
        yield f"{annex} {title}", found


def _items(draft: Draft) -> Iterator[tuple[Ref, str, str]]:
    campaign = draft.assignment.campaign
    for each in criteria(law.parameters(campaign.year, campaign.form)):
        item = each.blank
        words = f"{item.name}·{item.part}" if item.part else item.name
        yield Ref(RUBRIC, "", item.key), words, each.material


def was_handed_in(evidence: Evidence) -> bool:
    """Whether it stood when a version of the package was submitted."""
    # Submissions stand on drafts, so they are reached by their relation.
    found = evidence.draft.assignment
    last = (
        type(found)
        .objects.filter(pk=found.pk)
        .aggregate(at=Max("submissions__at"))["at"]
    )
    if last is None or evidence.at > last:
        return False
    gone = evidence.withdrawn_at
    if gone is None:
        return True
    between = {"submissions__at__gte": evidence.at, "submissions__at__lte": gone}
    return type(found).objects.filter(pk=found.pk, **between).exists()


@dataclass(frozen=True)
class HandedIn:
    """A file as the bureau meets it: ``handed_in`` once it went along with a version."""

    evidence: Evidence

    @property
    def policy_unit(self) -> Unit:
        return self.evidence.policy_unit

    @property
    def policy_state(self) -> str:
        return "handed_in" if was_handed_in(self.evidence) else "own"

    @property
    def policy_state_label(self) -> str:
        """The state in Chinese."""
        return "已随材料提交" if self.policy_state == "handed_in" else "单位还没有提交"
