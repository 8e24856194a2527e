"""The endpoint storefronts read: `POST /graphql/` with JSON, or with files in parts (`multipart`); by GET what may be
cached (`persisted`), and the explorer for people who open it in a browser.

Questions are limited in size before they are resolved. Errors a client can do something about keep their words; all
others are logged and reach the client as "Internal Server Error", unless DEBUG is on.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from typing import Any

import graphene
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from graphql import GraphQLError, execute, validate
from graphql.error import format_error
from graphql.execution import ExecutionResult
from graphql.language.parser import parse

from odop_core.web.bodies import BadJson, BodyTooLarge, read_body, read_json
from saleor_config.app.graphql import cors, explorer, multipart, persisted, query_cost, query_limits, viewer
from storefront_schema.viewer import Viewer

logger = logging.getLogger(__name__)

# Enough to name ten thousand products (`provenanceClaimBulkUpdate`).
SIZE_LIMIT = 512 * 1024
INTERNAL_ERROR = "Internal Server Error"
# Of a document that is wrong all over, the first errors tell enough.
MOST_ERRORS = 20


class BadRequest(Exception):
    """The request is no GraphQL question; the message says what is wrong with it."""

    def __init__(self, message: str, status: int = 400, code: str = "GraphQLError") -> None:
        super().__init__(message)
        self.status = status
        self.code = code


@dataclass(frozen=True)
class Question:
    query: str
    variables: dict[str, Any]
    operation_name: str | None


@dataclass
class Context:
    """What resolvers are given: who asks, the request, and a place for the dataloaders of this one request."""

    viewer: Viewer
    request: HttpRequest
    dataloaders: dict[Any, Any] = field(default_factory=dict)


@csrf_exempt
def serve_graphql(request: HttpRequest) -> HttpResponse:
    return cors.allow_origin(request, _serve(request))


def _serve(request: HttpRequest) -> HttpResponse:
    if request.method == "OPTIONS":
        return cors.answer_preflight()
    if persisted.is_asked_for(request):
        response, is_whole = _serve_question(request)
        return persisted.let_keep(request, response, is_whole=is_whole)
    if request.method in {"GET", "HEAD"} and "text/html" in request.headers.get("Accept", ""):
        return HttpResponse(explorer.explorer_page(), headers={"Content-Security-Policy": explorer.security_policy()})
    return _serve_question(request)[0]


def _serve_question(request: HttpRequest) -> tuple[HttpResponse, bool]:
    """The answer, and whether nothing of it failed."""
    try:
        asking = viewer.read_viewer(request.headers.get("Authorization", ""))
        question = _question(request, asking)
        status, answer = _answer(question, Context(asking, request))
    except viewer.BadToken as error:
        return _error(401, str(error), "InvalidTokenError"), False
    except persisted.NotPersisted as error:
        return _error(200, str(error), "PersistedQueryNotFound", code="PERSISTED_QUERY_NOT_FOUND"), False
    except BadRequest as error:
        return _error(error.status, str(error), error.code), False
    response = JsonResponse(answer, status=status, json_dumps_params={"ensure_ascii": False})
    return response, status == 200 and "errors" not in answer


def _question(request: HttpRequest, asking: Viewer) -> Question:
    if request.method != "POST" and not persisted.is_asked_for(request):
        raise BadRequest(
            "Send a POST, or open this address in a browser for the explorer. "
            "By GET only the public documents of the storefront are answered, by their hash.",
            status=405,
        )
    try:
        content = persisted.read_question(request) if request.method != "POST" else _content(request, asking)
    except persisted.BadPersistedQuery as error:
        raise BadRequest(str(error)) from error
    except BodyTooLarge as error:
        raise BadRequest(str(error), status=413) from error
    except multipart.BadMultipart as error:
        raise BadRequest(str(error)) from error
    except BadJson as error:
        raise BadRequest(str(error)) from error
    if not isinstance(content, dict) or not isinstance(content.get("query"), str):
        raise BadRequest('The body must be an object with the text of a "query". (Batches are not supported.)')
    variables = content.get("variables") or {}
    operation_name = content.get("operationName")
    if not isinstance(variables, dict) or not isinstance(operation_name, str | None):
        raise BadRequest('"variables" must be an object and "operationName" a text.')
    return Question(content["query"], variables, operation_name or None)


def _content(request: HttpRequest, asking: Viewer) -> Any:
    """Files are taken from who may do something with them: staff, apps, and suppliers signed in with a code."""
    if request.content_type == "application/json":
        return read_json(read_body(request, SIZE_LIMIT))
    if request.content_type == "multipart/form-data" and (asking.permissions or asking.supplier_id):
        return multipart.read_multipart(request)
    raise BadRequest("Send the question as application/json (only with files, and signed in: as a form).", status=415)


def _answer(question: Question, context: Context) -> tuple[int, dict[str, Any]]:
    try:
        query_limits.check_text(question.query)
        document = parse(question.query)
        query_limits.check_size(document)
        if errors := validate(_schema(), document):
            return 400, {"errors": [_formatted(error) for error in errors[:MOST_ERRORS]]}
        query_cost.check_cost(_schema(), document, question.operation_name, question.variables)
    except (GraphQLError, query_limits.QueryTooLarge) as error:
        raise BadRequest(str(error), code=type(error).__name__) from error
    try:
        result: ExecutionResult = execute(
            _schema(),
            document,
            context_value=context,
            variable_values=question.variables,
            operation_name=question.operation_name,
        )
    except GraphQLError as error:  # variables that do not fit, or no operation of that name
        raise BadRequest(str(error)) from error
    answer: dict[str, Any] = {"data": result.data}
    if result.errors:
        answer["errors"] = [_formatted(error) for error in result.errors]
    return 200, answer


def _schema() -> graphene.Schema:
    from storefront_schema.app import schema  # built on first use, when all apps are loaded

    return schema()


def _formatted(error: Exception) -> dict[str, Any]:
    cause = getattr(error, "original_error", None) or error
    formatted: dict[str, Any] = format_error(error) if isinstance(error, GraphQLError) else {"message": str(error)}
    if not isinstance(cause, GraphQLError):
        logger.error("A GraphQL field failed", exc_info=cause)
        if not settings.DEBUG:
            formatted["message"] = INTERNAL_ERROR
    formatted["extensions"] = {"exception": {"code": type(cause).__name__}}
    return formatted


def _error(status: int, message: str, kind: str, **extensions: str) -> JsonResponse:
    error = {"message": message, "extensions": {"exception": {"code": kind}, **extensions}}
    headers = {"Allow": cors.METHODS} if status == 405 else {}
    return JsonResponse({"errors": [error]}, status=status, headers=headers)
