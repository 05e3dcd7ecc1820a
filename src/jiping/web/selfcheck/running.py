"""Running a check for somebody: in turn, logged, and nothing kept."""

from django.utils import timezone

from jiping.pipeline.receiving import Checked, GivenUp, checked_and_marked
from jiping.web.accounts.models import User
from jiping.web.core.actions import Refused
from jiping.web.core.turns import turn
from jiping.web.core.uploads import MB, File
from jiping.web.selfcheck.actions import RunSelfCheck

MOST_BYTES = 20 * MB


def run(person: User, file: File) -> Checked:
    """Raises Refused, with one sentence, for what cannot be checked."""
    if len(file.data) > MOST_BYTES:
        raise Refused(f"文件超过{MOST_BYTES // MB}MB，没有读取，请压缩图片或分开上传。")
    with turn(person.pk):
        RunSelfCheck(person).perform()
        try:
            return checked_and_marked([(file.name, file.data)], _now())
        except GivenUp as lost:
            raise Refused(
                f"“{file.name}”没有查完：{lost}；请拆成几个文件再试。"
            ) from lost


def _now() -> str:
    """The moment as comments are dated: local time, which Word shows as it stands."""
    return timezone.localtime().strftime("%Y-%m-%dT%H:%M:%SZ")
