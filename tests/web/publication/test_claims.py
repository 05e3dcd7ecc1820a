"""What a report says of publication, beside what happened."""

from datetime import date

import pytest

from jiping.pipeline import check_text
from jiping.web.publication.claims import Claim, claims, compared

TODAY = date(2024, 7, 15)


@pytest.mark.parametrize(
    ("kind", "day", "published", "holds"),
    [
        ("done", "2024-06-30", date(2024, 6, 30), True),
        ("done", "2024-06-30", date(2024, 7, 2), False),
        ("done", "2024-06-30", None, False),
        ("done", "", None, False),
        ("planned", "2024-06-30", date(2024, 6, 30), True),
        ("planned", "2024-06-30", date(2024, 7, 1), False),
        ("planned", "2024-06-30", None, False),
        ("planned", "2024-12-31", None, None),
        ("planned", "", None, None),
        ("refused", "", None, True),
        ("refused", "", date(2024, 7, 1), False),
    ],
)
def test_a_claim_is_held_against_the_day(kind, day, published, holds) -> None:
    claim = Claim(sentence="结果公开", kind=kind, day=day)
    assert compared(claim, published, TODAY).holds is holds


@pytest.mark.parametrize(
    ("sentence", "kind", "day"),
    [
        ("自评结果已于2024年6月30日在门户网站公开。", "done", "2024-06-30"),
        ("2024年6月30日前在县政府门户网站公开。", "planned", "2024-06-30"),
        ("涉及秘密，不予公开。", "refused", ""),
    ],
)
def test_claims_are_read_from_the_chapter_on_use(sentence, kind, day) -> None:
    text = f"附件4\n一、部门基本情况\n本单位负责公开栏。\n九、部门整体支出绩效自评结果拟应用和公开情况\n{sentence}\n"
    found = list(claims(check_text("x.txt", text).filing))
    assert [(c.kind, c.day) for c in found] == [(kind, day)]
