"""The public list: by unit, year and words."""

from django.db.models import QuerySet, Value
from django.db.models.functions import StrIndex

from jiping.intake.text import fold, squash
from jiping.model.filing import Filing
from jiping.web.publication import drawn
from jiping.web.publication.models import Publication, Words

LONGEST = 60


def folded(text: str) -> str:
    """As texts are compared: half width, no white space, small letters."""
    return squash(text).casefold()


def keep_words(publication: Publication, filing: Filing) -> None:
    """Keep what the public can search an edition by."""
    texts = (line.text for line in drawn.lines(drawn.drawing(filing)))
    said = "\n".join(dict.fromkeys(folded(text) for text in texts if text.strip()))
    Words.objects.update_or_create(publication=publication, defaults={"text": said})


def found(unit: str = "", year: str = "", words: str = "") -> QuerySet[Publication]:
    """Publications that are or were public, the newest year first. Every word (set
    apart by spaces) must stand in the text."""
    listed = Publication.objects.filter(published_on__isnull=False)
    if named := fold(unit).strip()[:LONGEST]:
        listed = listed.filter(unit_name__icontains=named) | listed.filter(
            department_name__icontains=named
        )
    if year.isdecimal() and len(year) <= 4:
        listed = listed.filter(year=int(year))
    for number, word in enumerate(fold(words)[:LONGEST].split()):
        # A plain search for the substring: quicker than LIKE, and no sign in it counts
        # as a pattern.
        place = StrIndex("words__text", Value(folded(word)))
        listed = listed.alias(**{f"place{number}": place}).filter(
            **{f"place{number}__gt": 0}
        )
    return listed.order_by("-year", "unit_code")
