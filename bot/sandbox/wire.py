"""Between HTTP and the Bot API: parameters out of a request, faults into an answer."""

import asyncio
from typing import Any
from urllib.parse import parse_qsl, unquote

import orjson
from aiohttp import web
from multidict import CIMultiDict

from bot.sandbox import api
from bot.sandbox.faults import Effect, Fault
from bot.sandbox.files import MOST_FILE, Upload
from bot.sandbox.refusals import BadRequest, NotFound, Refusal, TooLarge, Unauthorized
from bot.sandbox.state import State
from bot.sandbox.words import Said

MOST_BODY = MOST_FILE + 1024 * 1024  # a file, and what is around it
JSON = CIMultiDict({"Content-Type": "application/json"})


async def answer_call(state: State, request: web.BaseRequest) -> web.StreamResponse:
    """Answer `/bot<token>/<method>`."""
    path, _, query = request.raw_path.partition("?")
    try:
        method = _method(state, unquote(path) if "%" in path else path)
        given = await parameters(request, query)
    except Refusal as refusal:
        return _json(refusal.status, orjson.dumps(refusal.as_json()))
    fault = state.faults.next(api.named(method), state.now())
    if fault is not None:
        return await _faulty(state, request, method, given, fault)
    return _json(*await api.call(state, method, given))


def send_file(state: State, request: web.BaseRequest) -> web.StreamResponse:
    """Answer `/file/bot<token>/<path>`."""
    path = unquote(request.raw_path.partition("?")[0])
    token, _, wanted = path.removeprefix("/file/bot").partition("/")
    try:
        _check_token(state, token)
        stored = state.files.at(wanted)
        if stored is None:
            raise NotFound(Said.FILE_NOT_FOUND)
    except Refusal as refusal:
        return _json(refusal.status, orjson.dumps(refusal.as_json()))
    return web.Response(body=stored.upload.content)


async def parameters(request: web.BaseRequest, query: str) -> dict[str, Any]:
    """Everything given: in the query string, a form, a multipart form or JSON.

    Raises:
        BadRequest: the body is not what its content type says.
        TooLarge: it is larger than any file may be.
    """
    given: dict[str, Any] = dict(parse_qsl(query, keep_blank_values=True))
    if (request.content_length or 0) > MOST_BODY:
        raise TooLarge
    if not request.can_read_body:
        return given
    kind = request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if kind == "multipart/form-data":
        return given | await _multipart(request)
    body = await _body(request)
    try:
        if kind == "application/json":
            decoded = orjson.loads(body)
            if not isinstance(decoded, dict):
                raise BadRequest(Said.NO_JSON_OBJECT)
            return given | decoded
        if kind == "application/x-www-form-urlencoded":
            text = body.decode()
            return given | dict(
                parse_qsl(text, keep_blank_values=True, errors="strict")
            )
    except orjson.JSONDecodeError:
        broken = body.lstrip().startswith(b"{")
        raise BadRequest(Said.BAD_JSON if broken else Said.NO_JSON_OBJECT) from None
    except UnicodeDecodeError:
        raise BadRequest(Said.NOT_UTF8) from None
    return given


async def _body(request: web.BaseRequest) -> bytes:
    try:
        return await request.read()
    except web.HTTPRequestEntityTooLarge:
        raise TooLarge from None


async def _multipart(request: web.BaseRequest) -> dict[str, Any]:
    given: dict[str, Any] = {}
    try:
        form = await request.post()
    except ValueError:
        raise BadRequest(Said.BAD_FORM) from None
    except web.HTTPRequestEntityTooLarge:
        raise TooLarge from None
    for name, value in form.items():
        if isinstance(value, web.FileField):
            with value.file as file:
                given[name] = Upload(value.filename, file.read(), value.content_type)
        else:
            given[name] = value if isinstance(value, str) else bytes(value).decode()
    return given


def _method(state: State, path: str) -> str:
    token, _, method = path.removeprefix("/bot").partition("/")
    _check_token(state, token)
    return method.removeprefix("test/")


def _check_token(state: State, token: str) -> None:
    number, colon, secret = token.partition(":")
    if not (number.isdigit() and colon and secret):
        raise NotFound
    if token != state.token:
        raise Unauthorized


def _json(status: int, body: bytes) -> web.Response:
    return web.Response(status=status, body=body, headers=JSON)


async def _faulty(
    state: State,
    request: web.BaseRequest,
    method: str,
    given: dict[str, Any],
    fault: Fault,
) -> web.StreamResponse:
    if fault.effect is Effect.ERROR:
        return _json(fault.status, _error(fault))
    if fault.effect is Effect.RESET_BEFORE:
        return _reset(request)
    answer = await api.call(state, method, given)
    return await _spoilt(request, *answer, fault)


async def _spoilt(
    request: web.BaseRequest, status: int, body: bytes, fault: Fault
) -> web.StreamResponse:
    """What becomes of the answer to a call that was carried out."""
    if fault.effect is Effect.ERROR_AFTER:
        return _json(fault.status, _error(fault))
    if fault.effect is Effect.DELAY:
        await asyncio.sleep(fault.seconds)
        return _json(status, body)
    if fault.effect is Effect.TRUNCATED:
        return _json(status, body[: len(body) // 2])
    if fault.effect is Effect.GARBLED:
        return _json(status, b"<html><body>502 Bad Gateway</body></html>")
    if fault.effect is Effect.RESET_AFTER:
        return _reset(request)
    return await _drip(request, status, body, fault)


def _error(fault: Fault) -> bytes:
    body: dict[str, Any] = {
        "ok": False,
        "error_code": fault.status,
        "description": fault.description,
    }
    if fault.retry_after is not None:
        body["parameters"] = {"retry_after": fault.retry_after}
    return orjson.dumps(body)


def _reset(request: web.BaseRequest) -> web.StreamResponse:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


async def _drip(
    request: web.BaseRequest, status: int, body: bytes, fault: Fault
) -> web.StreamResponse:
    """Send the answer byte by byte, or only half of it and then break off."""
    response = web.StreamResponse(status=status, headers=JSON)
    response.content_length = len(body)
    await response.prepare(request)
    if fault.effect is Effect.RESET_WITHIN:
        await response.write(body[: len(body) // 2])
        return _reset(request)
    for index in range(len(body)):
        await response.write(body[index : index + 1])
        await asyncio.sleep(fault.seconds / len(body))
    return response
