"""Who acts for a supplier in an app: members of their group, the codes they sign in with, and where they are signed in.

No code and no token is kept, only its keyed digest.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from odop_consignment.models.supplier import Supplier
from odop_core.database.states import State
from odop_core.security.encryption import EncryptedTextField, SealedRow


class MemberRole(State):
    OWNER = "owner", "may do whatever the supplier may"
    HELPER = "helper", "answers orders, announces goods and asks to be called; nothing about money or people"


class Member(SealedRow):
    """Another telephone of a supplier: somebody of the family or the group, or a second number of the same person.

    They sign in with their own number. The number of the supplier's own record needs no row here. A member who was
    removed is kept, since what they did names them; their number is not.
    """

    ENCRYPTED_FOR = ("supplier_id", "row_seal")
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="members")
    name = models.CharField(max_length=128)
    role = models.CharField(max_length=16, choices=MemberRole.choices())
    phone = EncryptedTextField()
    phone_digest = models.CharField(max_length=64)
    language = models.CharField(max_length=8, default="hi")
    # Whether they get the supplier's messages, too.
    gets_messages = models.BooleanField(default=False)
    added_by = models.CharField(max_length=128)
    added_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["supplier", "phone_digest"], condition=Q(removed_at=None), name="odop_member_phone_once"
            )
        ]
        indexes = [models.Index(fields=["phone_digest"], name="odop_member_phone", condition=Q(removed_at=None))]

    def __str__(self) -> str:
        return f"member {self.pk}"


class CodePurpose(State):
    SIGN_IN = "sign_in", "to sign in"
    CHANGE_PHONE = "change_phone", "to show that a new number is the supplier's"


class CodeMedium(State):
    SMS = "sms", "as a short message"
    VOICE = "voice", "read out in a call, digit by digit"


class OneTimeCode(models.Model):
    """Somebody asked for a code to a number, known to us or not.

    The code is made when it is sent, and only to a number that is known: until then `code_digest` is "". Who asked
    holds the handle; a code without it opens nothing.
    """

    ENCRYPTED_FOR = ("handle_digest",)
    handle_digest = models.CharField(max_length=64, unique=True)
    purpose = models.CharField(max_length=16, choices=CodePurpose.choices())
    medium = models.CharField(max_length=16, choices=CodeMedium.choices())
    phone = EncryptedTextField()
    phone_digest = models.CharField(max_length=64)
    # Whose new number it is to be; null for signing in.
    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, null=True, blank=True, related_name="codes")
    code_digest = models.CharField(max_length=64, default="", blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    requested_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["phone_digest"], name="odop_code_phone")]

    def __str__(self) -> str:
        return f"code {self.pk} ({self.purpose})"


class SessionEnd(State):
    SIGNED_OUT = "signed_out", "they signed out"
    REUSED = "reused", "a refresh token was shown a second time: somebody else may have it"
    REPLACED = "replaced", "the number they signed in with is no longer theirs"


class SupplierSession(models.Model):
    """One telephone on which somebody is signed in for a supplier: from the code until they sign out.

    It holds only while `phone_digest` is still the number of the member, or of the supplier where `member` is null.
    """

    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="sessions")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="sessions")
    phone_digest = models.CharField(max_length=64)
    # What the app calls the device, such as "Redmi 9A".
    device = models.CharField(max_length=64, default="", blank=True)
    access_digest = models.CharField(max_length=64, unique=True)
    access_expires_at = models.DateTimeField()
    began_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_because = models.CharField(max_length=16, choices=SessionEnd.choices(), default="", blank=True)

    class Meta:
        indexes = [models.Index(fields=["supplier", "-id"], name="odop_session_supplier")]

    def __str__(self) -> str:
        return f"session {self.pk}"


class RefreshToken(models.Model):
    """What a session is renewed with, once. Those that were used are kept, so that a second use is seen."""

    session = models.ForeignKey(SupplierSession, on_delete=models.CASCADE, related_name="refresh_tokens")
    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"refresh token {self.pk}"
