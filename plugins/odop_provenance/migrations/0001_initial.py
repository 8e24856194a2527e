from pathlib import Path

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import odop_core.database.text_search
import odop_provenance.models.bulk
import odop_provenance.models.claim
import odop_provenance.models.evidence
import odop_provenance.models.mark
from odop_core.database.triggers import create_triggers


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Artisan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(unique=True)),
                ("name", models.CharField(max_length=128)),
                ("name_hi", models.CharField(blank=True, default="", max_length=128)),
                ("village", models.CharField(blank=True, default="", max_length=128)),
                (
                    "shows_name",
                    models.BooleanField(default=False, help_text="The artisan agreed to be named to buyers."),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Craft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField()),
                ("name_en", models.CharField(max_length=128)),
                ("name_hi", models.CharField(max_length=128)),
                ("name_hi_reviewed", models.BooleanField(default=False)),
                ("category", models.CharField(max_length=64)),
                ("hsn", models.CharField(blank=True, default="", max_length=16)),
                ("gi_name", models.CharField(blank=True, default="", max_length=128)),
                ("gi_application_no", models.CharField(blank=True, default="", max_length=16)),
                ("gi_registered_on", models.DateField(null=True)),
                ("source", models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name="District",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("lgd_code", models.PositiveIntegerField(unique=True)),
                ("slug", models.SlugField(unique=True)),
                ("iso_state", models.CharField(max_length=6)),
                ("name_en", models.CharField(max_length=64)),
                ("name_hi", models.CharField(max_length=64)),
                ("division", models.CharField(max_length=64)),
                ("former_names", models.CharField(blank=True, default="", max_length=255)),
            ],
        ),
        migrations.CreateModel(
            name="ArtisanProfile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("story", models.TextField(blank=True, default="")),
                ("story_hi", models.TextField(blank=True, default="")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "staff are to look"),
                            ("published", "shown to buyers, while the artisan agrees to be named"),
                            ("rejected", "not to be shown"),
                            ("replaced", "a newer one took its place"),
                        ],
                        default="proposed",
                        max_length=16,
                    ),
                ),
                ("proposed_by", models.CharField(max_length=128)),
                ("proposed_at", models.DateTimeField(auto_now_add=True)),
                ("decided_by", models.CharField(blank=True, default="", max_length=128)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.CharField(blank=True, default="", max_length=1000)),
                (
                    "artisan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="profiles",
                        to="odop_provenance.artisan",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="BulkReview",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("attest", "the seller attests what was noted"),
                            ("verify", "a reviewer found it true"),
                        ],
                        max_length=16,
                    ),
                ),
                ("by", models.CharField(max_length=128)),
                ("why", models.TextField(blank=True, default="")),
                ("waiver", models.TextField(blank=True, default="")),
                ("expires_on", models.DateField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("running", "workers are at it"),
                            ("finished", "every product was looked at; some may have failed"),
                        ],
                        default="running",
                        max_length=16,
                    ),
                ),
                ("total", models.PositiveIntegerField(default=0)),
                ("done", models.PositiveIntegerField(default=0)),
                ("failed", models.PositiveIntegerField(default=0)),
                ("started_at", models.DateTimeField(auto_now_add=True)),
                ("moved_at", models.DateTimeField(auto_now_add=True)),
                ("finished_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", odop_provenance.models.bulk.BulkState["RUNNING"])),
                        fields=["moved_at"],
                        name="odop_bulk_running",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BulkItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("product_id", models.CharField(max_length=128)),
                ("seen", models.PositiveIntegerField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "not looked at yet"),
                            ("done", "done"),
                            ("failed", "refused, and the row says why"),
                        ],
                        default="waiting",
                        max_length=16,
                    ),
                ),
                ("error", models.CharField(blank=True, default="", max_length=255)),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="odop_provenance.bulkreview",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Claim",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("product_id", models.CharField(max_length=128, unique=True)),
                (
                    "off_list",
                    models.BooleanField(default=False, help_text="Of the district, but not an ODOP product of it."),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "noted, and not attested by the seller yet"),
                            ("attested", "the seller says so"),
                            ("verified", "a reviewer found it true"),
                            ("revoked", "no longer said"),
                            ("expired", "the seller says so; it was verified once, and that has run out"),
                        ],
                        default="draft",
                        max_length=16,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=0)),
                ("verified_at", models.DateTimeField(null=True)),
                ("expires_on", models.DateField(null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                (
                    "artisan",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims",
                        to="odop_provenance.artisan",
                    ),
                ),
                (
                    "craft",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims",
                        to="odop_provenance.craft",
                    ),
                ),
                (
                    "district",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims",
                        to="odop_provenance.district",
                    ),
                ),
            ],
            options={
                "permissions": [("manage_provenance", "Manage the origin claims of products.")],
            },
        ),
        migrations.CreateModel(
            name="ClaimStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField()),
                (
                    "from_state",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("draft", "noted, and not attested by the seller yet"),
                            ("attested", "the seller says so"),
                            ("verified", "a reviewer found it true"),
                            ("revoked", "no longer said"),
                            ("expired", "the seller says so; it was verified once, and that has run out"),
                        ],
                        default="",
                        max_length=16,
                    ),
                ),
                (
                    "to_state",
                    models.CharField(
                        choices=[
                            ("draft", "noted, and not attested by the seller yet"),
                            ("attested", "the seller says so"),
                            ("verified", "a reviewer found it true"),
                            ("revoked", "no longer said"),
                            ("expired", "the seller says so; it was verified once, and that has run out"),
                        ],
                        max_length=16,
                    ),
                ),
                ("by", models.CharField(max_length=128)),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("why", models.TextField(blank=True, default="")),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="odop_provenance.claim"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="craft",
            name="district",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="crafts", to="odop_provenance.district"
            ),
        ),
        migrations.AddField(
            model_name="artisan",
            name="district",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="artisans", to="odop_provenance.district"
            ),
        ),
        migrations.CreateModel(
            name="MarkRegistration",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("gi", "Geographical Indication"),
                            ("handloom", "Handloom Mark"),
                            ("silk", "Silk Mark"),
                            ("india-handloom", "India Handloom Brand"),
                        ],
                        max_length=16,
                    ),
                ),
                ("number", models.CharField(max_length=64)),
                ("holder", models.CharField(max_length=128)),
                ("seller", models.CharField(blank=True, default="", max_length=128)),
                ("gi_name", models.CharField(blank=True, default="", max_length=128)),
                ("valid_until", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("submitted", "recorded, not checked yet"),
                            ("verified", "a reviewer found it in the register, or saw the certificate"),
                            ("refused", "a reviewer found it wrong"),
                            ("withdrawn", "it was verified, and no longer holds"),
                        ],
                        default="submitted",
                        max_length=16,
                    ),
                ),
                ("submitted_by", models.CharField(max_length=128)),
                ("submitted_at", models.DateTimeField(auto_now_add=True)),
                ("judged_by", models.CharField(blank=True, default="", max_length=128)),
                ("judged_at", models.DateTimeField(null=True)),
                ("why", models.TextField(blank=True, default="")),
                (
                    "artisan",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="marks",
                        to="odop_provenance.artisan",
                    ),
                ),
                ("crafts", models.ManyToManyField(related_name="marks", to="odop_provenance.craft")),
            ],
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("photo", "a photo: of the goods, the workshop, the artisan at work"),
                            ("document", "a certificate, card, bill or letter"),
                        ],
                        max_length=16,
                    ),
                ),
                ("caption", models.CharField(blank=True, default="", max_length=255)),
                ("stored_as", models.CharField(blank=True, default="", max_length=128)),
                ("content_type", models.CharField(max_length=32)),
                ("size", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "not judged yet, or what it is to prove has changed since"),
                            ("accepted", "a reviewer found that it proves the claim"),
                            ("rejected", "a reviewer found that it does not"),
                            ("erased", "the file is gone; that there was one, and its hash, stay on record"),
                        ],
                        default="received",
                        max_length=16,
                    ),
                ),
                ("given_by", models.CharField(max_length=128)),
                ("given_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("judged_by", models.CharField(blank=True, default="", max_length=128)),
                ("judged_at", models.DateTimeField(null=True)),
                ("why", models.TextField(blank=True, default="")),
                (
                    "claim",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="odop_provenance.claim",
                    ),
                ),
                (
                    "mark",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="odop_provenance.markregistration",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "evidence",
            },
        ),
        migrations.CreateModel(
            name="ProfilePicture",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("stored_as", models.CharField(blank=True, default="", max_length=128)),
                ("content_type", models.CharField(max_length=32)),
                ("sha256", models.CharField(max_length=64)),
                ("caption", models.CharField(blank=True, default="", max_length=255)),
                (
                    "profile",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pictures",
                        to="odop_provenance.artisanprofile",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SyncedProduct",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("product_id", models.CharField(max_length=128, unique=True)),
                ("district", models.CharField(blank=True, default="", max_length=255)),
                ("craft", models.CharField(blank=True, default="", max_length=255)),
                ("artisan", models.CharField(blank=True, default="", max_length=255)),
                ("gi", models.BooleanField(null=True)),
                ("note", models.TextField(blank=True, default="")),
                ("synced_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("artisan", ""), _negated=True),
                        fields=["artisan"],
                        name="odop_synced_artisan",
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="artisanprofile",
            index=models.Index(fields=["state", "id"], name="odop_profile_state"),
        ),
        migrations.AddIndex(
            model_name="artisanprofile",
            index=models.Index(fields=["proposed_at"], name="odop_profile_proposed_at"),
        ),
        migrations.AddConstraint(
            model_name="artisanprofile",
            constraint=models.CheckConstraint(
                condition=models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                name="odop_profile_four_eyes",
            ),
        ),
        migrations.AddConstraint(
            model_name="artisanprofile",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "proposed")), fields=("artisan",), name="odop_profile_proposed"
            ),
        ),
        migrations.AddConstraint(
            model_name="artisanprofile",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "published")), fields=("artisan",), name="odop_profile_published"
            ),
        ),
        migrations.AddIndex(
            model_name="bulkitem",
            index=models.Index(
                condition=models.Q(("state", odop_provenance.models.bulk.BulkItemState["WAITING"])),
                fields=["review", "product_id"],
                name="odop_bulk_waiting",
            ),
        ),
        migrations.AddIndex(
            model_name="bulkitem",
            index=models.Index(
                condition=models.Q(("state", odop_provenance.models.bulk.BulkItemState["FAILED"])),
                fields=["review", "product_id"],
                name="odop_bulk_failed",
            ),
        ),
        migrations.AddConstraint(
            model_name="bulkitem",
            constraint=models.UniqueConstraint(fields=("review", "product_id"), name="odop_bulk_item_once"),
        ),
        migrations.AddIndex(
            model_name="claimstep",
            index=models.Index(fields=["at", "id"], name="odop_claim_step_at"),
        ),
        migrations.AddIndex(
            model_name="claimstep",
            index=models.Index(fields=["by", "at", "id"], name="odop_claim_step_by"),
        ),
        migrations.AddConstraint(
            model_name="claimstep",
            constraint=models.UniqueConstraint(fields=("claim", "version"), name="odop_claim_step_once"),
        ),
        migrations.AddConstraint(
            model_name="craft",
            constraint=models.UniqueConstraint(fields=("district", "slug"), name="odop_craft_of_district"),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(
                condition=models.Q(("state", odop_provenance.models.claim.ClaimState["VERIFIED"])),
                fields=["expires_on"],
                name="odop_claim_expires",
            ),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(fields=["state", "-id"], name="odop_claim_state"),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(fields=["created_at"], name="odop_claim_created"),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(fields=["changed_at", "id"], name="odop_claim_changed"),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(("craft", None), ("off_list", False), _connector="OR"),
                name="odop_claim_off_list_no_craft",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        (
                            "state__in",
                            [
                                odop_provenance.models.claim.ClaimState["ATTESTED"],
                                odop_provenance.models.claim.ClaimState["VERIFIED"],
                                odop_provenance.models.claim.ClaimState["EXPIRED"],
                            ],
                        ),
                        _negated=True,
                    ),
                    ("craft__isnull", False),
                    ("off_list", True),
                    _connector="OR",
                ),
                name="odop_claim_complete",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        (
                            "state__in",
                            [
                                odop_provenance.models.claim.ClaimState["VERIFIED"],
                                odop_provenance.models.claim.ClaimState["EXPIRED"],
                            ],
                        ),
                        ("verified_at__isnull", False),
                    ),
                    models.Q(
                        models.Q(
                            (
                                "state__in",
                                [
                                    odop_provenance.models.claim.ClaimState["VERIFIED"],
                                    odop_provenance.models.claim.ClaimState["EXPIRED"],
                                ],
                            ),
                            _negated=True,
                        ),
                        ("expires_on", None),
                        ("verified_at", None),
                    ),
                    _connector="OR",
                ),
                name="odop_claim_verified",
            ),
        ),
        migrations.AddIndex(
            model_name="artisan",
            index=models.Index(fields=["name", "id"], name="odop_artisan_name"),
        ),
        migrations.AddIndex(
            model_name="artisan",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.search.SearchVector(
                    odop_core.database.text_search.Spaced("name"),
                    odop_core.database.text_search.Spaced("name_hi"),
                    config="simple",
                ),
                name="odop_artisan_search",
            ),
        ),
        migrations.AddIndex(
            model_name="markregistration",
            index=models.Index(
                condition=models.Q(("seller", ""), _negated=True), fields=["seller"], name="odop_mark_seller"
            ),
        ),
        migrations.AddIndex(
            model_name="markregistration",
            index=models.Index(fields=["state", "id"], name="odop_mark_state"),
        ),
        migrations.AddIndex(
            model_name="markregistration",
            index=models.Index(fields=["kind", "id"], name="odop_mark_kind"),
        ),
        migrations.AddIndex(
            model_name="markregistration",
            index=models.Index(fields=["number"], name="odop_mark_by_number"),
        ),
        migrations.AddIndex(
            model_name="markregistration",
            index=models.Index(fields=["gi_name", "id"], name="odop_mark_gi"),
        ),
        migrations.AddIndex(
            model_name="markregistration",
            index=models.Index(fields=["valid_until", "id"], name="odop_mark_valid_until"),
        ),
        migrations.AddIndex(
            model_name="markregistration",
            index=models.Index(fields=["submitted_at"], name="odop_mark_submitted_at"),
        ),
        migrations.AddIndex(
            model_name="markregistration",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.search.SearchVector(
                    odop_core.database.text_search.Spaced("number"),
                    odop_core.database.text_search.Spaced("holder"),
                    odop_core.database.text_search.Spaced("gi_name"),
                    odop_core.database.text_search.Spaced("seller"),
                    config="simple",
                ),
                name="odop_mark_search",
            ),
        ),
        migrations.AddConstraint(
            model_name="markregistration",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("artisan__isnull", False), ("seller", "")),
                    models.Q(("artisan", None), models.Q(("seller", ""), _negated=True)),
                    _connector="OR",
                ),
                name="odop_mark_one_holder",
            ),
        ),
        migrations.AddConstraint(
            model_name="markregistration",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("kind", odop_provenance.models.mark.MarkKind["GI"]), models.Q(("gi_name", ""), _negated=True)
                    ),
                    models.Q(
                        models.Q(("kind", odop_provenance.models.mark.MarkKind["GI"]), _negated=True), ("gi_name", "")
                    ),
                    _connector="OR",
                ),
                name="odop_mark_gi_name",
            ),
        ),
        migrations.AddConstraint(
            model_name="markregistration",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            odop_provenance.models.mark.MarkState["SUBMITTED"],
                            odop_provenance.models.mark.MarkState["VERIFIED"],
                        ],
                    )
                ),
                fields=("kind", "number"),
                name="odop_mark_number",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("claim__isnull", False), ("mark", None)),
                    models.Q(("claim", None), ("mark__isnull", False)),
                    _connector="OR",
                ),
                name="odop_evidence_of_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", odop_provenance.models.evidence.EvidenceState["ERASED"]), ("stored_as", "")),
                    models.Q(
                        models.Q(("state", odop_provenance.models.evidence.EvidenceState["ERASED"]), _negated=True),
                        models.Q(("stored_as", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="odop_evidence_file",
            ),
        ),
        create_triggers(Path(__file__).with_name("triggers.sql")),
    ]
