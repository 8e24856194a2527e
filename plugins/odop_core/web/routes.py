"""A plugin's own addresses, as Django's URL configuration writes them, for both hosts.

The App host includes the module of `urlpatterns`. Saleor hands a plugin what follows its address
(`/plugins/global/<plugin id>/`), to be answered by `answer_at`.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import resolve


def answer_at(request: HttpRequest, path: str, urlconf: str) -> HttpResponse:
    """What the view at this path answers; a slash at its end makes no difference. Raises Resolver404."""
    found = resolve(f"/{path.strip('/')}", urlconf)
    response: HttpResponse = found.func(request, *found.args, **found.kwargs)
    return response
