"""Below the plugin's public address, in both hosts: where payout rails report to, and where documents, papers and
reports are read."""

from __future__ import annotations

from django.urls import URLPattern, path

from odop_accounts.invoices import links as invoices
from odop_accounts.reports import links as reports
from odop_accounts.statements import links as statements
from odop_accounts.supplier_papers import links as notes
from odop_accounts.transfers import views

urlpatterns: list[URLPattern] = [
    path("rails/<str:rail>", views.receive_report),
    path(f"{invoices.PATH}<str:token>", invoices.serve_document),
    path(f"{notes.PATH}<str:token>", notes.serve_note),
    path(f"{reports.PATH}<str:token>", reports.serve_report),
    path(f"{statements.PATH}<str:token>", statements.show_paper),
]
