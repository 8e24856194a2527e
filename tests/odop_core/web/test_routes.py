from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import Resolver404, path

from odop_core.web.routes import answer_at


def greet(_request: HttpRequest, name: str) -> HttpResponse:
    return HttpResponse(f"Namaste {name}")


urlpatterns = [path("to/<str:name>", greet)]


@pytest.mark.parametrize("path_", ["to/asha", "/to/asha", "/to/asha/"])
def test_view_answers_at_its_path(path_: str) -> None:
    assert answer_at(RequestFactory().get("/"), path_, __name__).content == b"Namaste asha"


def test_nothing_answers_elsewhere() -> None:
    with pytest.raises(Resolver404):
        answer_at(RequestFactory().get("/"), "nowhere", __name__)
