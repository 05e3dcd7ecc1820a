"""What was read of an uploaded package, as JSON that a proposal keeps.

``filing`` is the filing that is proposed, ``apart`` what single files of several say,
``others`` the units whose filings were in the package too, ``documents`` the sources as
``sources`` draws them, ``asked`` what the checks ask to have confirmed (address,
sentence), ``pictures`` cut out of scans (place, PNG in base64), ``notes`` level and
sentence.
"""

import base64
from collections.abc import Sequence
from typing import Any

from jiping.intake.text import squash
from jiping.model.filing import Filing
from jiping.model.finding import Outcome
from jiping.pipeline.receiving import Received
from jiping.web.core.actions import Refused
from jiping.web.drafts.importing.sources import document_json
from jiping.writers import filing_json
from jiping.writers.records import place_json, ref_json
from jiping.writers.tally import notes_of

Json = dict[str, Any]


def content_of(found: Received, names: Sequence[str]) -> Json:
    """What is kept of a package. ``names`` are what the unit is or was called; of
    filings of several units its own is taken. Raises Refused where nothing was read."""
    held = [each for each in found.outcomes if _holds(each.filing)]
    if not held:
        raise Refused(_unread(found.outcomes))
    known = {squash(name) for name in names}
    own = [each for each in held if squash(each.filing.unit) in known]
    chosen = max(own or held, key=lambda each: len(each.filing.sheets))
    return {
        "filing": filing_json.dump(chosen.filing),
        "apart": [filing_json.dump(each) for each in _apart(found, chosen.filing)],
        "others": [
            each.filing.unit for each in held if each is not chosen and each.filing.unit
        ],
        "documents": [document_json(each) for each in chosen.documents],
        "asked": _asked(chosen),
        "pictures": [
            [place_json(place), base64.b64encode(data).decode("ascii")]
            for place, data in found.pictures.items()
            if data
        ],
        "notes": [[n.level, n.text] for n in notes_of(chosen) if n.level != "info"],
    }


def _holds(filing: Filing) -> bool:
    return bool(filing.sheets or filing.report)


def _apart(found: Received, chosen: Filing) -> list[Filing]:
    """The filings of single files that may be this unit's."""
    return [
        each
        for each in found.apart
        if _holds(each) and squash(each.unit) in ("", squash(chosen.unit))
    ]


def _asked(outcome: Outcome) -> list[list[Any]]:
    return [
        [ref_json(finding.at), finding.message]
        for finding in outcome.findings
        if outcome.cards[finding.rule].confirms
    ]


def _unread(outcomes: Sequence[Outcome]) -> str:
    notes = [note for each in outcomes for note in notes_of(each)]
    said = [note.text for note in notes if note.level == "error"]
    return said[0] if said else "没有读出自评材料，请核对文件后重新上传。"
