"""``jiping forms``: which layouts are recognised, and what each is a variant of."""

import json
from argparse import Namespace

from jiping.cli.parser import Parser
from jiping.forms import forms
from jiping.model.form import Form
from jiping.writers.width import table

HELP = "列出认得的版式"


def configure(parser: Parser) -> None:
    """The format."""
    parser.description = (
        "列出认得的版式、地区和它所依照的版式。认不出的版式按栏目名称读取。"
    )
    parser.add_argument(
        "--format",
        choices=("text", "json"),
        default="text",
        help="输出格式：text 列表（默认），json 供程序使用",
    )


def run(arguments: Namespace) -> int:
    """Print the list."""
    listed = list(forms().values())
    if arguments.format == "json":
        data = {"forms": [_form_json(form) for form in listed]}
        print(json.dumps(data, ensure_ascii=False, indent=1))
        return 0
    rows = [(form.id, form.division, form.name, form.extends or "—") for form in listed]
    print(*table([("版式", "区划", "名称", "依照"), *rows]), sep="\n")
    return 0


def _form_json(form: Form) -> dict[str, object]:
    return {
        "id": form.id,
        "name": form.name,
        "division": form.division,
        "extends": form.extends,
        "note": form.note,
        "sheets": list(form.sheets),
    }
