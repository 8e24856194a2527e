"""A plugin's own addresses, as Django's URL configuration writes them, for both hosts.

The App host includes the module of `urlpatterns`. Saleor hands a plugin what follows its address
(`/plugins/global/<plugin id>/`), to be answered by `answer_at`, which checks the request and secures the answer as the
App host does.
"""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import resolve

from odop_core.web.border import check_request
from odop_core.web.security_headers import secure_response


def answer_at(request: HttpRequest, path: str, urlconf: str) -> HttpResponseBase:
    """What the view at this path answers; a slash at its end makes no difference. Raises Resolver404."""
    if refused := check_request(request):
        return secure_response(refused)
    found = resolve(f"/{path.strip('/')}", urlconf)
    response: HttpResponseBase = found.func(request, *found.args, **found.kwargs)
    return secure_response(response)
