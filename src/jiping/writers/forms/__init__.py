"""The official forms, filled in or blank: one plan, drawn by a renderer for each format.

``plan_of`` and ``blank_plan`` make the plan; a renderer is a module with
``render(plan) -> bytes``.
"""

from importlib import import_module
from types import MappingProxyType
from typing import Protocol, cast

from jiping.writers.forms.build import blank_plan, plan_of
from jiping.writers.forms.plan import Plan

__all__ = [
    "RENDERERS",
    "Plan",
    "blank_plan",
    "plan_of",
    "render",
    "render_and_note",
]

RENDERERS = MappingProxyType(
    {
        ".docx": "jiping.writers.forms.word",
        ".xlsx": "jiping.writers.forms.workbook",
        ".pdf": "jiping.writers.forms.pdf",
    }
)


class Renderer(Protocol):
    """A module that draws a plan in one format."""

    def render(self, plan: Plan) -> bytes:
        """The file's bytes, the same for the same plan."""


def render(plan: Plan, suffix: str) -> bytes:
    """The plan as a file of this suffix (``.docx``). Raises ValueError (a Chinese
    sentence) for a suffix that is not in ``RENDERERS``, and where what the format needs
    is not installed.

    Loaded by name: a renderer may need a library that takes long to import.
    """
    return render_and_note(plan, suffix)[0]


def render_and_note(plan: Plan, suffix: str) -> tuple[bytes, tuple[str, ...]]:
    """As ``render``, with what could not be drawn as it is, one Chinese sentence each."""
    if suffix not in RENDERERS:
        known = "、".join(RENDERERS)
        raise ValueError(f"不能写出“{suffix}”文件，可以写出的有 {known}。")
    module = import_module(RENDERERS[suffix])
    if hasattr(module, "render_and_note"):
        return cast(tuple[bytes, tuple[str, ...]], module.render_and_note(plan))
    return cast(Renderer, module).render(plan), ()
