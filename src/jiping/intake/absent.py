"""Which rows of the form as issued a table has not."""

from jiping.forms import forms
from jiping.model.filing import Filing, Sheet
from jiping.model.form import RowForm

# What a table of another make would lack: it is then not this form that lost rows.
_MOST = 2


def absent(filing: Filing, sheet: Sheet) -> tuple[RowForm, ...]:
    """The rows that the filing's form prints and this table lacks, in printed order.

    ``()`` where no form was recognised, where it is not known which rows the form
    prints, and where the table has less than half of them: it is another table then.
    """
    form = forms().get(filing.layout)
    issued = form.sheets.get(sheet.form) if form else None
    if form is None or issued is None:
        return ()
    missing = [key for key in issued.template if key not in sheet]
    if len(missing) * _MOST > len(issued.template):
        return ()
    known = issued.rows
    return tuple(known[key] for key in missing if key in known)
