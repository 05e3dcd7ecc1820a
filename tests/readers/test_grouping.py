"""Which files of a folder are one package."""

import pytest

from jiping.readers import group

CASES = {
    "annexes of one unit": [
        [
            "附件1基础数据表.docx",
            "附件2 整体自评表.docx",
            "附件3.docx",
            "自评报告.docx",
        ],
    ],
    "annexes with Chinese numerals": [
        ["附件一.docx", "附件二.docx", "附件三-1 甲项目.docx"]
    ],
    "complete filings": [
        ["甲局自评.docx"],
        ["乙局自评.docx"],
        ["丙局2023年绩效自评.docx"],
    ],
    "the unit in front of the number": [
        ["甲局附件1.docx", "甲局附件2.docx", "甲局自评报告.docx"],
        ["乙局-附件1.docx", "乙局-附件2.docx"],
    ],
    "the unit behind the number": [
        ["附件1-甲局.docx", "附件2-甲局.docx"],
        ["附件1-乙局.docx", "附件2-乙局.docx"],
    ],
    "several project tables": [
        ["附件1.docx", "附件3 甲项目.docx", "附件3 乙项目.docx"]
    ],
    "one file with all annexes each": [["附件1-4 甲局.docx"], ["附件1-4 乙局.docx"]],
    "forms of one unit without numbers": [
        ["甲局整体支出绩效自评表.docx", "甲局自评报告.docx"],
        ["乙局整体支出绩效自评表.docx"],
    ],
    "two years of one unit": [["甲局2022年自评表.docx"], ["甲局2023年自评报告.docx"]],
    "the same filing in two formats": [["甲局自评.docx"], ["甲局自评.txt"]],
    "numbers without words": [["000.docx"], ["001.docx"], ["002.docx"]],
    "a lone annex": [["附件1.docx"], ["甲局.docx"]],
}


@pytest.mark.parametrize("packages", CASES.values(), ids=CASES.keys())
def test_packages(packages: list[list[str]]) -> None:
    names = [name for package in packages for name in package]
    assert [list(package) for package in group(names)] == packages


def test_nothing_gives_nothing() -> None:
    assert group([]) == ()


def test_every_name_is_in_exactly_one_package() -> None:
    names = [f"附件{n} {unit}.docx" for n in range(1, 5) for unit in "甲乙丙"]
    assert sorted(name for package in group(names) for name in package) == sorted(names)
