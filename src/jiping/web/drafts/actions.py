"""All changes of drafts, for views, the API and the apps that stand on this one.

``ImportCells(actor, draft, {ref: text}, source).perform()`` writes what was read from
elsewhere; ``fitting.fitted`` says which cell of the draft a cell of another filing is.
"""

from jiping.web.drafts.editing import (
    AddComment,
    DraftChapters,
    RemoveRow,
    RenewFigures,
    Reshape,
    ResolveComment,
    SettleConflict,
)
from jiping.web.drafts.reshaping import (
    AddIndicator,
    AddParagraph,
    AddProject,
    AddRow,
    MoveRow,
    RemoveParagraph,
    RemoveProject,
    Restore,
)
from jiping.web.drafts.saving import ImportCells, SaveCells, Saved, Typed
from jiping.web.drafts.starting import Prefill, StartDraft

__all__ = [
    "AddComment",
    "AddIndicator",
    "AddParagraph",
    "AddProject",
    "AddRow",
    "DraftChapters",
    "ImportCells",
    "MoveRow",
    "Prefill",
    "RemoveParagraph",
    "RemoveProject",
    "RemoveRow",
    "RenewFigures",
    "Reshape",
    "ResolveComment",
    "Restore",
    "SaveCells",
    "Saved",
    "SettleConflict",
    "StartDraft",
    "Typed",
]
