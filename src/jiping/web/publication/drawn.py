"""A filing as it is drawn: its texts one by one, masked, and read anew.

All that the public gets is read from the masked drawing, so that nothing of the
original can come along: no key, no place, no sentence that was taken apart before.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from jiping import intake
from jiping.model.filing import Filing
from jiping.model.values import Ref
from jiping.rules.identities.derive import derived
from jiping.rules.identities.equations import equations
from jiping.web.submissions.models import Submission
from jiping.web.submissions.reading import filing_in
from jiping.writers import filing_json
from jiping.writers.forms import Plan, plan_of
from jiping.writers.forms.paper import on_paper
from jiping.writers.forms.plan import Grid, Page, Piece, Text

NAME = "公开版"
# Who marks the work fills 附件5 in; what a unit gave itself there is not published.
NOT_PUBLIC = frozenset({"rubric"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One text of a drawing. ``slot`` is ``page.block`` or ``page.block.box``, counted
    from 0; ``where`` says in Chinese where that is; ``role`` is as in the plan."""

    slot: str
    where: str
    role: str
    text: str


def drawing_of(submission: Submission) -> Plan:
    """What was handed in, drawn as its forms without what is never public."""
    return drawing(filing_in(submission))


def drawing(filing: Filing) -> Plan:
    """A filing drawn as its forms, with what holds between its cells."""
    plan = plan_of(
        filing, filing.layout, complete=False, derived=derived, equations=equations
    )
    pages = tuple(page for page in plan.pages if page.kind not in NOT_PUBLIC)
    return replace(plan, pages=pages)


def lines(plan: Plan) -> Iterator[Line]:
    """Every text that is drawn, in reading order."""
    for number, page in enumerate(plan.pages):
        for at, block in enumerate(page.blocks):
            if isinstance(block, Text):
                where = f"{page.name} 第{at + 1}段"
                yield Line(
                    slot=f"{number}.{at}", where=where, role=block.role, text=block.text
                )
                continue
            for place, box in enumerate(block.boxes):
                where = f"{page.name} 表第{box.row}行第{box.column}列"
                slot = f"{number}.{at}.{place}"
                yield Line(slot=slot, where=where, role=box.role, text=box.text)


def with_texts(plan: Plan, texts: Mapping[str, str]) -> Plan:
    """The drawing with the texts of these slots."""
    pages = (_page(number, page, texts) for number, page in enumerate(plan.pages))
    return replace(plan, pages=tuple(pages))


def _page(number: int, page: Page, texts: Mapping[str, str]) -> Page:
    blocks: list[Text | Grid] = []
    for at, block in enumerate(page.blocks):
        slot = f"{number}.{at}"
        if isinstance(block, Grid):
            boxes = (
                replace(box, text=texts.get(f"{slot}.{place}", box.text))
                for place, box in enumerate(block.boxes)
            )
            blocks.append(replace(block, boxes=tuple(boxes)))
        elif slot in texts:
            blocks.append(replace(block, pieces=(Piece(text=texts[slot]),)))
        else:
            blocks.append(block)
    return replace(page, blocks=tuple(blocks))


def read_anew(plan: Plan) -> Filing:
    """The filing as intake reads the drawing, without places and notes."""
    paper = on_paper(plan, NAME)
    filing = intake.filings((paper.document,))[0]
    return replace(filing, places={}, notes=(), files=())


def dumped(filing: Filing) -> dict[str, Any]:
    """The filing as JSON data, to be kept in an edition."""
    return filing_json.dump(filing)


def digest(data: Mapping[str, Any]) -> str:
    """SHA-256 over canonical JSON, in hexadecimal."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def entries(filing: Filing) -> dict[Ref, Any]:
    """Every cell of the tables by its address."""
    return {cell.ref: cell for sheet in filing.sheets for cell in sheet.entries()}
