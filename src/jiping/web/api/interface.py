"""The API as a whole: who may call it, and how it refuses."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.utils.timezone import localdate
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security import HttpBearer

from jiping import __version__
from jiping.web.accounts.addresses import address_of
from jiping.web.api import operations, public, reading, reading_files, reading_results
from jiping.web.api.actions import READ
from jiping.web.api.failures import FULL, failed, is_full
from jiping.web.api.models import Token, digest_of
from jiping.web.api.schema import Missing
from jiping.web.core.actions import Refused
from jiping.web.core.uploads import MB

# A package of 40 MB in base64, and what stands around it.
MOST_BYTES = 56 * MB
_WORDS = {
    400: "请求的正文不是 JSON。",
    405: "这个地址不接受这种请求方法。",
}


class Key(HttpBearer):
    """``Authorization: Bearer jp_…``: the request is its person's, within its scopes.

    A key is long and random, so one that is right is let in however many wrong ones
    came from the same address, which may be a proxy's; wrong ones are counted.
    """

    def authenticate(self, request: HttpRequest, token: str) -> Token | None:
        """The key, or None for one that opens nothing. Raises HttpError 403 where its
        scopes do not hold what is asked for, 429 after too many wrong keys."""
        found: Token | None = (
            Token.objects.select_related("user").filter(digest=digest_of(token)).first()
        )
        today = localdate()
        if found is None or not found.is_valid(today) or not found.user.is_active:
            return self._refused(request)
        if found.user.must_change_password:
            raise HttpError(403, "请先在网页上登录并修改密码，再用密钥办理。")
        scope = self._scope(request)
        if scope not in found.scopes:
            raise HttpError(403, f"这个密钥的范围里没有“{scope}”。")
        if found.used_on != today:
            Token.objects.filter(pk=found.pk).update(used_on=today)
        request.user = found.user
        _read_whole(request)
        return found

    @staticmethod
    def _refused(request: HttpRequest) -> None:
        address = address_of(request)
        if is_full(address):
            raise HttpError(429, FULL)
        failed(address)

    @staticmethod
    def _scope(request: HttpRequest) -> str:
        if request.method == "GET":
            return READ
        name = request.path.rstrip("/").rpartition("/")[2]
        action = operations.offered().get(name)
        return action.verb.partition(".")[0] if action else ""


def _read_whole(request: HttpRequest) -> None:
    """Read the body, with files in it, within our own bound: Django's is for the fields
    of forms, and files come beside those there. Only who has a key gets here."""
    try:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        length = 0
    if length > MOST_BYTES:
        raise HttpError(413, f"请求超过{MOST_BYTES // MB}MB，没有读取，请分开上传。")
    try:
        request._body = request.read(length)
    except UnreadablePostError as fault:
        raise HttpError(400, "请求没有传完。") from fault


def interface() -> NinjaAPI:
    """The API. Its description is at ``/api/openapi.json``; there is no page for it."""
    api = NinjaAPI(
        title="绩评",
        version=__version__,
        description='预算绩效自评工作台的接口。错误一律是 {"error": 一句话}。',
        docs_url=None,
        auth=Key(),
        urls_namespace="api",
    )
    api.add_router("/public", public.router)
    for each in (reading, reading_files, reading_results):
        api.add_router("", each.router)
    api.add_router("/actions", operations.router())
    _refusals(api)
    return api


def _refusals(api: NinjaAPI) -> None:
    """Every refusal is one sentence, in one shape."""

    def said(request: HttpRequest, sentence: str, status: int) -> HttpResponse:
        return api.create_response(request, {"error": sentence}, status=status)

    @api.exception_handler(Refused)
    def refused(request: HttpRequest, fault: Refused) -> HttpResponse:
        status = 403 if fault.denied else 404 if isinstance(fault, Missing) else 409
        return said(request, str(fault), status)

    @api.exception_handler(AuthenticationError)
    def unknown(request: HttpRequest, fault: AuthenticationError) -> HttpResponse:
        return said(request, "没有密钥，或者密钥不对、已停用、已过期。", 401)

    @api.exception_handler(HttpError)
    def other(request: HttpRequest, fault: HttpError) -> HttpResponse:
        code = fault.status_code
        return said(request, _WORDS.get(code, str(fault)), code)

    @api.exception_handler(Http404)
    def missing(request: HttpRequest, fault: Http404) -> HttpResponse:
        return said(request, "没有这个编号。", 404)

    @api.exception_handler(RequestDataTooBig)
    def too_big(request: HttpRequest, fault: RequestDataTooBig) -> HttpResponse:
        return said(request, "请求的正文太大，没有读取。", 413)

    @api.exception_handler(DataError)
    def beyond(request: HttpRequest, fault: DataError) -> HttpResponse:
        return said(request, "有内容太长，或者数太大，没有保存，请改短后再试。", 422)

    @api.exception_handler(ValidationError)
    def unfit(request: HttpRequest, fault: ValidationError) -> HttpResponse:
        places = "；".join(_place(each) for each in fault.errors[:10])
        return said(request, f"请求的内容不合要求：{places}。", 422)


def _place(fault: dict[str, Any]) -> str:
    where = ".".join(str(part) for part in fault["loc"][2:])
    return f"{where or '正文'}（{fault['msg']}）"
