"""Below the plugin's public address, `a/<code>` is a supplier's page and `s/<code>` their account sales; all
else is for gateways."""

from __future__ import annotations

from django.urls import URLPattern, re_path

from odop_notifications.inbound import reception
from odop_notifications.pages import views

urlpatterns: list[URLPattern] = [
    re_path(r"^a(?:/(?P<code>.*?))?/?$", views.show_link),
    re_path(r"^s(?:/(?P<code>.*?))?/?$", views.show_statement),
    re_path(r"^(?P<channel>[^/]*)(?:/(?P<path>.*?))?/?$", reception.receive_report),
]
