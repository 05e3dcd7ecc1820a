"""Files on their way to a browser."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def sent(data: bytes, kind: str, name: str, *, shown: bool = False) -> HttpResponse:
    """Bytes of a media type under a name, to be saved, or with ``shown`` to be looked at
    in place. They are the person's: nothing on the way keeps them."""
    response = HttpResponse(data, content_type=kind)
    disposition = content_disposition_header(not shown, name)
    response["Content-Disposition"] = disposition or "attachment"
    response["Cache-Control"] = "private, no-store"
    return response
