"""What the process keeps of a draft is what the database holds."""

from functools import partial
from random import Random

import pytest
from django.db import transaction

from jiping.model.values import Ref
from jiping.web.drafts import book as books
from jiping.web.drafts.actions import Reshape, SaveCells, Typed
from jiping.web.drafts.book import Book
from jiping.web.drafts.growth import project_added
from jiping.web.drafts.models import Draft
from jiping.web.drafts.shape import addresses, put_together
from jiping.web.drafts.shelf import Shelf

pytestmark = pytest.mark.django_db(transaction=True)

RECEPTION = Ref("base", "", "reception", "actual")


def as_it_is(draft):
    """A book that knows nothing, and the one that the process has."""
    draft = Draft.objects.get(pk=draft.pk)
    known, read = Book(draft, None), books._read(draft)
    assert known.held == read
    texts = {ref: held.raw for ref, held in read.items()}
    assert known.filing() == put_together(draft.shape, texts)
    assert known.addresses == addresses(draft.shape)


def test_two_processes_save_in_turns(desk, monkeypatch):
    """Each process knows its own last revision alone; both always read what is there."""
    draw = Random(7)
    shelves = [Shelf(8), Shelf(8)]
    refs = sorted(addresses(desk.draft.shape), key=str)
    for count in range(30):
        monkeypatch.setattr(books, "_known", draw.choice(shelves))
        draft = Draft.objects.get(pk=desk.draft.pk)
        if count % 10 == 9:
            named = partial(project_added, name=f"项目{count}")
            Reshape(desk.user, draft, named, "增加项目").perform()
        else:
            items = [
                Typed(ref, str(draw.randrange(90))) for ref in draw.sample(refs, 3)
            ]
            SaveCells(desk.user, draft, items, page="one").perform()
        as_it_is(draft)


def test_what_a_transaction_takes_back_was_never_there(desk):
    as_it_is(desk.draft)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        draft = Draft.objects.get(pk=desk.draft.pk)
        SaveCells(desk.user, draft, [Typed(RECEPTION, "3.5")], page="one").perform()
        raise ZeroDivisionError
    as_it_is(desk.draft)
    draft = Draft.objects.get(pk=desk.draft.pk)
    SaveCells(desk.user, draft, [Typed(RECEPTION, "4.5")], page="one").perform()
    as_it_is(draft)
    assert Book(draft, None)[RECEPTION].raw == "4.5"
