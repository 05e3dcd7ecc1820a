"""What each jurisdiction asks for: forms as data, found by walking the folder.

``data/<division code>-<place>/<name-year>/form.toml`` says what a form holds, and
``print.toml`` beside it how that is printed; ``extends`` names the form that both differ
from. Adding a form is adding a folder. How they are printed stands in ``printing`` and is
not loaded by who only reads.
"""

from jiping.forms.load import VOCABULARY, forms

__all__ = ["VOCABULARY", "forms"]
