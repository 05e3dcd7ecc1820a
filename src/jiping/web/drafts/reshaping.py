"""The changes of a draft's shape by name, as the page and the API offer them."""

from jiping.model.values import Ref
from jiping.web.accounts.models import User
from jiping.web.drafts import growth
from jiping.web.drafts.editing import Reshape
from jiping.web.drafts.models import Draft

_LONGEST_NAME = 120


class AddRow(Reshape):
    """Add a line of the same kind under the row ``after``."""

    def __init__(self, actor: User | None, draft: Draft, after: Ref) -> None:
        super().__init__(
            actor, draft, lambda shape: growth.row_added(shape, after), "加一行"
        )


class MoveRow(Reshape):
    """Move a line of the unit's own, or an indicator, one place ``up`` or down among those
    of its kind."""

    def __init__(self, actor: User | None, draft: Draft, ref: Ref, up: bool) -> None:
        super().__init__(
            actor,
            draft,
            lambda shape: growth.row_moved(shape, ref, up=up),
            "上移一行" if up else "下移一行",
        )


class AddIndicator(Reshape):
    """Add an indicator of a level 2 (``output.quality``) to the table ``form``, ``key``
    (empty for the overall table)."""

    def __init__(
        self, actor: User | None, draft: Draft, form: str, key: str, level2: str
    ) -> None:
        super().__init__(
            actor,
            draft,
            lambda shape: growth.indicator_added(shape, form, key, level2),
            "加一个指标",
        )


class AddProject(Reshape):
    """Add a blank table 附件3 for a project."""

    def __init__(self, actor: User | None, draft: Draft, name: str) -> None:
        super().__init__(
            actor,
            draft,
            lambda shape: growth.project_added(shape, name[:_LONGEST_NAME]),
            "加一个项目",
        )


class RemoveProject(Reshape):
    """Take out a project's table; it can be brought back."""

    def __init__(self, actor: User | None, draft: Draft, key: str) -> None:
        super().__init__(
            actor,
            draft,
            lambda shape: growth.project_removed(shape, key)[:1],
            "删除一个项目",
        )


class Restore(Reshape):
    """Bring back a row, or a project (``row`` is empty), that was taken out."""

    def __init__(
        self, actor: User | None, draft: Draft, form: str, key: str, row: str = ""
    ) -> None:
        super().__init__(
            actor,
            draft,
            lambda shape: growth.restored(shape, form, key, row),
            "恢复删除的内容",
        )


class AddParagraph(Reshape):
    """Add a paragraph of the report under another, or first under a heading."""

    def __init__(self, actor: User | None, draft: Draft, after: Ref) -> None:
        super().__init__(
            actor, draft, lambda shape: growth.paragraph_added(shape, after), "加一段"
        )


class RemoveParagraph(Reshape):
    """Take out a paragraph of the report."""

    def __init__(self, actor: User | None, draft: Draft, ref: Ref) -> None:
        super().__init__(
            actor,
            draft,
            lambda shape: (growth.paragraph_removed(shape, ref),),
            "删除一段",
        )
