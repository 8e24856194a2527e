"""The answers our HTTP endpoints have in common."""

from __future__ import annotations

from django.http import JsonResponse


def refusal(status: int, code: str, message: str) -> JsonResponse:
    """A refusal in the one shape that Saleor shows to the person installing an App."""
    return JsonResponse({"error": {"code": code, "message": message}}, status=status)
