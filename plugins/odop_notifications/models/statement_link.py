"""Links by which a supplier reads an account sales with one tap."""

from __future__ import annotations

from django.db import models


class StatementLink(models.Model):
    """It shows one statement, to whoever has it, until it expires. Only the code's digest is kept."""

    code_digest = models.CharField(max_length=64, unique=True)
    supplier_id = models.BigIntegerField()
    # Of accounts.
    statement_id = models.BigIntegerField()
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["expires_at"], name="odop_statement_link_expiry"),
            models.Index(fields=["supplier_id"], name="odop_statement_link_supplier"),
        ]

    def __str__(self) -> str:
        return f"link {self.pk} to statement {self.statement_id}"
