import datetime
import uuid
from pathlib import Path

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
from django.db import migrations, models

import odop_core.database.sentences
import odop_core.database.text_search
import odop_core.security.encryption
from odop_core.database.triggers import create_triggers


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Agreement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(max_length=64, unique=True)),
                ("created_by", models.CharField(max_length=128)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name="ConsignmentNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(blank=True, default="", max_length=16)),
                ("year", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("serial", models.PositiveIntegerField(blank=True, null=True)),
                ("reference", models.CharField(blank=True, default="", max_length=64)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("receipt", "goods received from the supplier"),
                            ("unsold_return", "unsold goods sent back to the supplier"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "being written; changes no stock"),
                            ("posted", "counted; never changed any more"),
                            ("cancelled", "thrown away before it was counted"),
                        ],
                        default="draft",
                        max_length=16,
                    ),
                ),
                ("pickup_point_id", models.CharField(max_length=128)),
                ("dated", models.DateField()),
                ("remark", models.CharField(blank=True, default="", max_length=1000)),
                ("recorded_by", models.CharField(max_length=128)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("posted_by", models.CharField(blank=True, default="", max_length=128)),
                ("posted_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Lot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("received_on", models.DateField()),
                ("shelf_until", models.DateField()),
                ("alarm_raised_at", models.DateTimeField(blank=True, null=True)),
                ("received", models.IntegerField(default=0)),
                ("found", models.IntegerField(default=0)),
                ("sold", models.IntegerField(default=0)),
                ("sent_back", models.IntegerField(default=0)),
                ("damaged", models.IntegerField(default=0)),
                ("in_stock", models.IntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="Objection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "subject",
                    models.CharField(
                        choices=[
                            ("supplier", "a decision about themselves, such as a suspension"),
                            ("bank_account", "a bank account that is to be theirs"),
                            ("sale", "a sale, its terms or what became of it"),
                            ("stock_count", "what was counted of their goods"),
                            ("note", "a consignment note"),
                            ("agreement_version", "terms that were offered or signed"),
                        ],
                        max_length=32,
                    ),
                ),
                ("subject_id", models.BigIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "staff are to answer"),
                            ("answered", "staff answered; the supplier may say more"),
                            ("withdrawn", "the supplier took it back"),
                        ],
                        default="open",
                        max_length=16,
                    ),
                ),
                ("raised_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
            ],
        ),
        migrations.CreateModel(
            name="Regime",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField()),
                (
                    "supply_model",
                    models.CharField(
                        choices=[
                            ("consignment", "the corporation sells the owner's goods in its own name"),
                            ("marketplace_vendor", "GST-registered; sells in its own name"),
                            ("enrolled_supplier", "unregistered; sells in its own name inside its own State"),
                        ],
                        max_length=32,
                    ),
                ),
                (
                    "tax_regime",
                    models.CharField(
                        choices=[
                            ("unregistered", "below the limit; charges no GST"),
                            ("registered", "registered for GST"),
                            (
                                "composition",
                                "registered under the composition scheme: charges no GST, sells inside its State",
                            ),
                            ("enrolled", "unregistered, with an enrolment number for selling through operators"),
                        ],
                        max_length=16,
                    ),
                ),
                ("gstin", models.CharField(blank=True, default="", max_length=15)),
                ("enrolment_number", models.CharField(blank=True, default="", max_length=20)),
                ("recorded_by", models.CharField(max_length=128)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name="AgreementVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "being written"),
                            ("offered", "waits for the supplier's signature"),
                            ("signed", "binds both sides from its first to its last day"),
                            ("withdrawn", "was never signed"),
                        ],
                        default="draft",
                        max_length=16,
                    ),
                ),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(blank=True, null=True)),
                ("return_window_days", models.PositiveSmallIntegerField(default=7)),
                ("shelf_days", models.PositiveSmallIntegerField(default=180)),
                (
                    "freight_borne_by",
                    models.CharField(
                        choices=[
                            ("seller", "the seller of record pays"),
                            ("supplier", "the supplier pays"),
                            ("buyer", "the buyer pays"),
                        ],
                        default="seller",
                        max_length=16,
                    ),
                ),
                (
                    "returns_borne_by",
                    models.CharField(
                        choices=[
                            ("seller", "the seller of record pays"),
                            ("supplier", "the supplier pays"),
                            ("buyer", "the buyer pays"),
                        ],
                        default="seller",
                        max_length=16,
                    ),
                ),
                ("supplier_discount_bp", models.PositiveSmallIntegerField(default=0)),
                ("supplier_bears_losses", models.BooleanField(default=False)),
                ("document", models.CharField(blank=True, default="", max_length=255)),
                ("document_sha256", models.CharField(blank=True, default="", max_length=64)),
                ("signed_on", models.DateField(blank=True, null=True)),
                ("signed_by", models.CharField(blank=True, default="", max_length=128)),
                ("signature_recorded_by", models.CharField(blank=True, default="", max_length=128)),
                ("recorded_by", models.CharField(max_length=128)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="odop_consignment.agreement",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Charge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("packing", "packing material and work"),
                            ("photography", "pictures for the shop"),
                            ("transport", "bringing the goods to the hub"),
                            ("other", "as its words say"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("per_piece", "paise for each piece sold"),
                            ("per_sale", "paise for each sale"),
                            ("share", "basis points of the value"),
                        ],
                        max_length=16,
                    ),
                ),
                ("value", models.BigIntegerField()),
                ("words", models.CharField(blank=True, default="", max_length=255)),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="charges",
                        to="odop_consignment.agreementversion",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CommissionRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scope",
                    models.CharField(
                        choices=[
                            ("product", "one product"),
                            ("category", "a category of the store"),
                            ("craft", "a craft"),
                            ("all", "everything else"),
                        ],
                        max_length=16,
                    ),
                ),
                ("target", models.CharField(blank=True, default="", max_length=128)),
                (
                    "kind",
                    models.CharField(
                        choices=[("share", "basis points of the value"), ("fixed", "paise per piece")], max_length=16
                    ),
                ),
                ("floor_paise", models.BigIntegerField(blank=True, null=True)),
                ("cap_paise", models.BigIntegerField(blank=True, null=True)),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="commission_rules",
                        to="odop_consignment.agreementversion",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CommissionTier",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("from_paise", models.BigIntegerField(default=0)),
                ("value", models.BigIntegerField()),
                (
                    "rule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tiers",
                        to="odop_consignment.commissionrule",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ExchangeRate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("currency", models.CharField(max_length=3)),
                ("day", models.DateField()),
                ("rate", models.DecimalField(decimal_places=8, max_digits=18)),
                ("source", models.CharField(max_length=128)),
                ("recorded_by", models.CharField(max_length=128)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "indexes": [models.Index(fields=["currency", "day", "-id"], name="odop_rate_of_day")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("rate__gt", 0)), name="odop_rate_positive"),
                    models.CheckConstraint(
                        condition=models.Q(("currency", "INR"), _negated=True), name="odop_rate_not_of_rupees"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NoteLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("description", models.CharField(blank=True, default="", max_length=255)),
                ("quantity", models.PositiveIntegerField()),
                (
                    "condition",
                    models.CharField(
                        choices=[("good", "can be sold"), ("damaged", "cannot be sold")], default="good", max_length=16
                    ),
                ),
                ("photo", models.CharField(blank=True, default="", max_length=255)),
                ("photo_sha256", models.CharField(blank=True, default="", max_length=64)),
                (
                    "lot",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="return_lines",
                        to="odop_consignment.lot",
                    ),
                ),
                (
                    "note",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="odop_consignment.consignmentnote",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="lot",
            name="line",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="received_lot", to="odop_consignment.noteline"
            ),
        ),
        migrations.CreateModel(
            name="ObjectionEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_answer", models.BooleanField()),
                ("text", models.CharField(max_length=1000)),
                ("written_by", models.CharField(max_length=128)),
                ("written_at", models.DateTimeField(auto_now_add=True)),
                (
                    "objection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="odop_consignment.objection",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Offer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("variant_id", models.CharField(max_length=128)),
                ("product_id", models.CharField(blank=True, default="", max_length=128)),
                ("pickup_point_id", models.CharField(max_length=128)),
                ("taken_off_by_supplier", models.BooleanField(default=False)),
                ("priority", models.PositiveIntegerField(default=100)),
                ("active", models.BooleanField(default=False)),
                ("low_stock_at", models.PositiveIntegerField(default=0)),
                ("low_stock_notified", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_by", models.CharField(blank=True, default="", max_length=128)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                (
                    "agreement",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offers",
                        to="odop_consignment.agreement",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="noteline",
            name="offer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="note_lines", to="odop_consignment.offer"
            ),
        ),
        migrations.AddField(
            model_name="lot",
            name="offer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="lots", to="odop_consignment.offer"
            ),
        ),
        migrations.CreateModel(
            name="Sale",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order_id", models.CharField(max_length=128)),
                ("order_number", models.CharField(max_length=64)),
                ("order_line_id", models.CharField(max_length=128)),
                ("product_id", models.CharField(max_length=128, null=True)),
                ("variant_id", models.CharField(max_length=128, null=True)),
                ("product_name", models.CharField(max_length=255)),
                ("pickup_point_id", models.CharField(blank=True, default="", max_length=128)),
                ("quantity", models.PositiveIntegerField()),
                ("is_part", models.BooleanField(default=False)),
                ("returned", models.PositiveIntegerField(default=0)),
                ("currency", models.CharField(default="INR", max_length=3)),
                ("unit_price_gross_minor", models.BigIntegerField()),
                ("unit_price_net_minor", models.BigIntegerField(default=0)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("placed", "bought; the goods are still with the supplier"),
                            ("confirmed", "the supplier has them, and said when they will be ready"),
                            ("ready", "packed; the carrier may come"),
                            ("collected", "the carrier has the goods"),
                            ("delivered", "the buyer has the goods"),
                            ("final", "the return window is over"),
                            ("cancelled", "called off before the goods were collected"),
                            ("returned", "every piece came back"),
                        ],
                        default="placed",
                        max_length=16,
                    ),
                ),
                ("ready_on", models.DateField(blank=True, null=True)),
                ("issue", odop_core.database.sentences.SentenceField(blank=True, null=True)),
                ("collected_at", models.DateTimeField(blank=True, null=True)),
                ("delivered_at", models.DateTimeField(blank=True, null=True)),
                ("final_from", models.DateTimeField(blank=True, null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                (
                    "instead_of",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successors",
                        to="odop_consignment.sale",
                    ),
                ),
                (
                    "offer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sales",
                        to="odop_consignment.offer",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SaleReversal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=255, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("returned", "the goods come back"),
                            ("refunded", "the money goes back, the buyer keeps the goods"),
                            ("replaced", "the goods come back, others are sent"),
                        ],
                        max_length=16,
                    ),
                ),
                ("quantity", models.PositiveIntegerField()),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("inspected_by", models.CharField(blank=True, default="", max_length=128)),
                ("inspected_at", models.DateTimeField(blank=True, null=True)),
                ("good", models.PositiveIntegerField(default=0)),
                ("damaged", models.PositiveIntegerField(default=0)),
                (
                    "sale",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversals",
                        to="odop_consignment.sale",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SaleStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "before",
                    models.CharField(
                        choices=[
                            ("placed", "bought; the goods are still with the supplier"),
                            ("confirmed", "the supplier has them, and said when they will be ready"),
                            ("ready", "packed; the carrier may come"),
                            ("collected", "the carrier has the goods"),
                            ("delivered", "the buyer has the goods"),
                            ("final", "the return window is over"),
                            ("cancelled", "called off before the goods were collected"),
                            ("returned", "every piece came back"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "after",
                    models.CharField(
                        choices=[
                            ("placed", "bought; the goods are still with the supplier"),
                            ("confirmed", "the supplier has them, and said when they will be ready"),
                            ("ready", "packed; the carrier may come"),
                            ("collected", "the carrier has the goods"),
                            ("delivered", "the buyer has the goods"),
                            ("final", "the return window is over"),
                            ("cancelled", "called off before the goods were collected"),
                            ("returned", "every piece came back"),
                        ],
                        max_length=16,
                    ),
                ),
                ("reason", odop_core.database.sentences.SentenceField(blank=True, null=True)),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[("cannot", "the supplier cannot supply the goods"), ("can", "they can after all")],
                        default="",
                        max_length=8,
                    ),
                ),
                ("moved_by", models.CharField(max_length=128)),
                ("moved_at", models.DateTimeField(auto_now_add=True)),
                (
                    "sale",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="odop_consignment.sale"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="StockAdjustment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=128, unique=True)),
                ("variant_id", models.CharField(max_length=128)),
                ("pickup_point_id", models.CharField(max_length=128)),
                ("change", models.IntegerField()),
                ("before", models.IntegerField(blank=True, null=True)),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("done_at", None)),
                        fields=["variant_id", "pickup_point_id"],
                        name="odop_adjustment_open",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StockCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("pickup_point_id", models.CharField(max_length=128)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "being counted"),
                            ("settled", "differences were accepted by a second person and booked"),
                            ("dropped", "not to be used"),
                        ],
                        default="open",
                        max_length=16,
                    ),
                ),
                ("counted_by", models.CharField(max_length=128)),
                ("counted_at", models.DateTimeField(auto_now_add=True)),
                ("settled_by", models.CharField(blank=True, default="", max_length=128)),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                ("remark", models.CharField(blank=True, default="", max_length=1000)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["state", "id"], name="odop_count_state"),
                    models.Index(fields=["pickup_point_id", "id"], name="odop_count_pickup_point"),
                    django.contrib.postgres.indexes.BrinIndex(fields=["counted_at"], name="odop_count_at"),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.search.SearchVector(
                            odop_core.database.text_search.Spaced("remark"), config="simple"
                        ),
                        name="odop_count_search",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("settled_by", models.F("counted_by")), _negated=True),
                        name="odop_count_four_eyes",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StockCountLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("expected", models.PositiveIntegerField()),
                ("counted", models.PositiveIntegerField()),
                (
                    "count",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="odop_consignment.stockcount",
                    ),
                ),
                (
                    "offer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="count_lines",
                        to="odop_consignment.offer",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="StockMovement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("received", "came with a consignment note"),
                            ("sold", "sold"),
                            ("unsold", "the sale was called off, or the goods came back fit to be sold again"),
                            ("damaged", "found broken or spoilt"),
                            ("sent_back", "went back to the supplier unsold"),
                            ("counted", "a count by hand found more, or fewer"),
                        ],
                        max_length=16,
                    ),
                ),
                ("quantity", models.IntegerField()),
                ("reason", odop_core.database.sentences.SentenceField(blank=True, null=True)),
                ("photo", models.CharField(blank=True, default="", max_length=255)),
                ("photo_sha256", models.CharField(blank=True, default="", max_length=64)),
                ("moved_by", models.CharField(max_length=128)),
                ("moved_at", models.DateTimeField(auto_now_add=True)),
                (
                    "count",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="movements",
                        to="odop_consignment.stockcount",
                    ),
                ),
                (
                    "lot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="movements", to="odop_consignment.lot"
                    ),
                ),
                (
                    "note",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="movements",
                        to="odop_consignment.consignmentnote",
                    ),
                ),
                (
                    "sale",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="movements",
                        to="odop_consignment.sale",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Supplier",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("row_seal", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("reference", models.CharField(blank=True, default="", max_length=64)),
                ("name", models.CharField(max_length=128)),
                ("name_hi", models.CharField(blank=True, default="", max_length=128)),
                ("language", models.CharField(default="hi", max_length=8)),
                ("phone", odop_core.security.encryption.EncryptedTextField()),
                ("email", odop_core.security.encryption.EncryptedTextField(blank=True, default="")),
                ("address", odop_core.security.encryption.EncryptedTextField(blank=True, default="")),
                ("state_code", models.CharField(default="09", max_length=2)),
                ("pan", odop_core.security.encryption.EncryptedTextField(blank=True, default="")),
                ("pan_digest", models.CharField(blank=True, default="", max_length=64)),
                ("phone_digest", models.CharField(blank=True, default="", max_length=64)),
                ("phone_end_digest", models.CharField(blank=True, default="", max_length=64)),
                ("udyam", models.CharField(blank=True, default="", max_length=19)),
                ("artisan_slug", models.SlugField(blank=True, default="")),
                ("user_id", models.CharField(blank=True, default="", max_length=128)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "being recorded"),
                            ("submitted", "complete; a second person must look"),
                            ("approved", "may sell"),
                            ("suspended", "may not sell for now"),
                            ("closed", "sells no more; kept for the books"),
                        ],
                        default="draft",
                        max_length=16,
                    ),
                ),
                ("stopped_in_year", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("erased_at", models.DateTimeField(blank=True, null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "permissions": [
                    ("manage_consignment", "Manage suppliers, their offers and sales."),
                    ("see_supplier_data", "See suppliers' phone numbers, PAN and bank accounts unmasked."),
                ],
                "indexes": [
                    models.Index(
                        condition=models.Q(("pan_digest", ""), _negated=True),
                        fields=["pan_digest"],
                        name="odop_supplier_pan",
                    ),
                    models.Index(
                        condition=models.Q(("phone_digest", ""), _negated=True),
                        fields=["phone_digest"],
                        name="odop_supplier_phone",
                    ),
                    models.Index(fields=["phone_end_digest"], name="odop_supplier_phone_end"),
                    models.Index(fields=["state", "id"], name="odop_supplier_state"),
                    models.Index(fields=["state_code", "id"], name="odop_supplier_state_code"),
                    models.Index(
                        condition=models.Q(("artisan_slug", ""), _negated=True),
                        fields=["artisan_slug", "id"],
                        name="odop_supplier_artisan",
                    ),
                    models.Index(fields=["stopped_in_year", "id"], name="odop_supplier_stopped"),
                    models.Index(fields=["created_at"], name="odop_supplier_created"),
                    models.Index(fields=["changed_at", "id"], name="odop_supplier_changed"),
                    models.Index(fields=["name", "id"], name="odop_supplier_name"),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.search.SearchVector(
                            odop_core.database.text_search.Spaced("name"),
                            odop_core.database.text_search.Spaced("name_hi"),
                            odop_core.database.text_search.Spaced("reference"),
                            config="simple",
                        ),
                        name="odop_supplier_search",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("user_id", ""), _negated=True),
                        fields=("user_id",),
                        name="odop_supplier_user_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("reference", ""), _negated=True),
                        fields=("reference",),
                        name="odop_supplier_reference_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SaleTerms",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "supply_model",
                    models.CharField(
                        choices=[
                            ("consignment", "the corporation sells the owner's goods in its own name"),
                            ("marketplace_vendor", "GST-registered; sells in its own name"),
                            ("enrolled_supplier", "unregistered; sells in its own name inside its own State"),
                        ],
                        max_length=32,
                    ),
                ),
                (
                    "tax_regime",
                    models.CharField(
                        choices=[
                            ("unregistered", "below the limit; charges no GST"),
                            ("registered", "registered for GST"),
                            (
                                "composition",
                                "registered under the composition scheme: charges no GST, sells inside its State",
                            ),
                            ("enrolled", "unregistered, with an enrolment number for selling through operators"),
                        ],
                        max_length=16,
                    ),
                ),
                ("seller_name", models.CharField(max_length=128)),
                ("seller_gstin", models.CharField(blank=True, default="", max_length=15)),
                ("seller_state_code", models.CharField(max_length=2)),
                ("bill_state_code", models.CharField(blank=True, default="", max_length=2)),
                ("ship_state_code", models.CharField(blank=True, default="", max_length=2)),
                ("ordered_on", models.DateField()),
                ("currency", models.CharField(default="INR", max_length=3)),
                ("gross_minor", models.BigIntegerField()),
                ("net_minor", models.BigIntegerField()),
                ("discount_gross_minor", models.BigIntegerField(default=0)),
                ("discount_net_minor", models.BigIntegerField(default=0)),
                ("gross_paise", models.BigIntegerField(null=True)),
                ("net_paise", models.BigIntegerField(null=True)),
                ("commission_paise", models.BigIntegerField(null=True)),
                ("charges_paise", models.BigIntegerField(null=True)),
                ("borne_gross_paise", models.BigIntegerField(default=0)),
                ("borne_net_paise", models.BigIntegerField(default=0)),
                ("return_window_days", models.PositiveSmallIntegerField()),
                ("figures", models.JSONField(default=list)),
                ("agreed_at", models.DateTimeField(auto_now_add=True)),
                (
                    "commission_rule",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sales",
                        to="odop_consignment.commissionrule",
                    ),
                ),
                (
                    "exchange_rate",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sales",
                        to="odop_consignment.exchangerate",
                    ),
                ),
                (
                    "regime",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="odop_consignment.regime"
                    ),
                ),
                (
                    "sale",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="terms", to="odop_consignment.sale"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sales",
                        to="odop_consignment.agreementversion",
                    ),
                ),
                (
                    "supplier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="odop_consignment.supplier"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="sale",
            name="supplier",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="sales",
                to="odop_consignment.supplier",
            ),
        ),
        migrations.AddField(
            model_name="regime",
            name="supplier",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="regimes", to="odop_consignment.supplier"
            ),
        ),
        migrations.CreateModel(
            name="OneTimeCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("handle_digest", models.CharField(max_length=64, unique=True)),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("sign_in", "to sign in"),
                            ("change_phone", "to show that a new number is the supplier's"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "medium",
                    models.CharField(
                        choices=[("sms", "as a short message"), ("voice", "read out in a call, digit by digit")],
                        max_length=16,
                    ),
                ),
                ("phone", odop_core.security.encryption.EncryptedTextField()),
                ("phone_digest", models.CharField(max_length=64)),
                ("code_digest", models.CharField(blank=True, default="", max_length=64)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("requested_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField(db_index=True)),
                ("used_at", models.DateTimeField(blank=True, null=True)),
                (
                    "supplier",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="codes",
                        to="odop_consignment.supplier",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="OnboardingStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "before",
                    models.CharField(
                        choices=[
                            ("draft", "being recorded"),
                            ("submitted", "complete; a second person must look"),
                            ("approved", "may sell"),
                            ("suspended", "may not sell for now"),
                            ("closed", "sells no more; kept for the books"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "after",
                    models.CharField(
                        choices=[
                            ("draft", "being recorded"),
                            ("submitted", "complete; a second person must look"),
                            ("approved", "may sell"),
                            ("suspended", "may not sell for now"),
                            ("closed", "sells no more; kept for the books"),
                        ],
                        max_length=16,
                    ),
                ),
                ("reason", models.CharField(blank=True, default="", max_length=1000)),
                ("change", odop_core.database.sentences.SentenceField(blank=True, null=True)),
                ("moved_by", models.CharField(max_length=128)),
                ("moved_at", models.DateTimeField(auto_now_add=True)),
                (
                    "supplier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="odop_consignment.supplier",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="offer",
            name="supplier",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="offers", to="odop_consignment.supplier"
            ),
        ),
        migrations.AddField(
            model_name="objection",
            name="supplier",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="objections", to="odop_consignment.supplier"
            ),
        ),
        migrations.CreateModel(
            name="Member",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("row_seal", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("name", models.CharField(max_length=128)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("owner", "may do whatever the supplier may"),
                            (
                                "helper",
                                "answers orders, announces goods and asks to be called; nothing about money or people",
                            ),
                        ],
                        max_length=16,
                    ),
                ),
                ("phone", odop_core.security.encryption.EncryptedTextField()),
                ("phone_digest", models.CharField(max_length=64)),
                ("language", models.CharField(default="hi", max_length=8)),
                ("gets_messages", models.BooleanField(default=False)),
                ("added_by", models.CharField(max_length=128)),
                ("added_at", models.DateTimeField(auto_now_add=True)),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "supplier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="odop_consignment.supplier",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Erasure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("held", "a law makes us keep the data for now"),
                            ("done", "names and numbers are gone"),
                            ("withdrawn", "the supplier changed their mind"),
                        ],
                        max_length=16,
                    ),
                ),
                ("kept_because", odop_core.database.sentences.SentenceField(blank=True, null=True)),
                ("kept_until", models.DateField(blank=True, null=True)),
                ("requested_by", models.CharField(max_length=128)),
                ("requested_at", models.DateTimeField(auto_now_add=True)),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                (
                    "supplier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="erasures",
                        to="odop_consignment.supplier",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Disclosure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("what", models.CharField(max_length=32)),
                ("reason", models.CharField(max_length=1000)),
                ("seen_by", models.CharField(max_length=128)),
                ("seen_at", models.DateTimeField(auto_now_add=True)),
                (
                    "supplier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disclosures",
                        to="odop_consignment.supplier",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="consignmentnote",
            name="supplier",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="notes", to="odop_consignment.supplier"
            ),
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("supply", "keeping and using the data needed to sell their goods and pay them"),
                            ("messages", "messages and calls about their sales"),
                            ("profile", "showing their name, place and craft to buyers"),
                            ("promotion", "messages about schemes, fairs and offers"),
                        ],
                        max_length=16,
                    ),
                ),
                ("given", models.BooleanField()),
                ("notice_version", models.CharField(max_length=32)),
                ("language", models.CharField(max_length=8)),
                ("channel", models.CharField(max_length=32)),
                ("recorded_by", models.CharField(max_length=128)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                (
                    "supplier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consents",
                        to="odop_consignment.supplier",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CheckoutRefusal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("variant_id", models.CharField(max_length=128)),
                (
                    "tax_regime",
                    models.CharField(
                        choices=[
                            ("unregistered", "below the limit; charges no GST"),
                            ("registered", "registered for GST"),
                            (
                                "composition",
                                "registered under the composition scheme: charges no GST, sells inside its State",
                            ),
                            ("enrolled", "unregistered, with an enrolment number for selling through operators"),
                        ],
                        max_length=16,
                    ),
                ),
                ("supplier_state_code", models.CharField(max_length=2)),
                ("bill_state_code", models.CharField(blank=True, default="", max_length=2)),
                ("ship_state_code", models.CharField(blank=True, default="", max_length=2)),
                ("refused_at", models.DateTimeField(auto_now_add=True)),
                (
                    "supplier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="odop_consignment.supplier"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="BankAccount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("row_seal", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("holder", odop_core.security.encryption.EncryptedTextField()),
                ("account_number", odop_core.security.encryption.EncryptedTextField(blank=True, default="")),
                ("ifsc", models.CharField(blank=True, default="", max_length=11)),
                ("vpa", odop_core.security.encryption.EncryptedTextField(blank=True, default="")),
                ("proof", models.CharField(blank=True, default="", max_length=255)),
                ("account_digest", models.CharField(max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "a second person must look"),
                            ("approved", "to be used once the cooling-off time is over"),
                            ("refused", "not theirs, or not right"),
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
                ("usable_from", models.DateTimeField(blank=True, null=True)),
                (
                    "supplier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bank_accounts",
                        to="odop_consignment.supplier",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="agreement",
            name="supplier",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="agreements", to="odop_consignment.supplier"
            ),
        ),
        migrations.CreateModel(
            name="SupplierSession",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("phone_digest", models.CharField(max_length=64)),
                ("device", models.CharField(blank=True, default="", max_length=64)),
                ("access_digest", models.CharField(max_length=64, unique=True)),
                ("access_expires_at", models.DateTimeField()),
                ("began_at", models.DateTimeField()),
                ("last_seen_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "ended_because",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("signed_out", "they signed out"),
                            ("reused", "a refresh token was shown a second time: somebody else may have it"),
                            ("replaced", "the number they signed in with is no longer theirs"),
                        ],
                        default="",
                        max_length=16,
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sessions",
                        to="odop_consignment.member",
                    ),
                ),
                (
                    "supplier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sessions",
                        to="odop_consignment.supplier",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RefreshToken",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("expires_at", models.DateTimeField(db_index=True)),
                ("used_at", models.DateTimeField(blank=True, null=True)),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="refresh_tokens",
                        to="odop_consignment.suppliersession",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="TableImport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("suppliers", "suppliers"),
                            ("offers", "offers"),
                            ("notes", "lines of consignment notes"),
                        ],
                        max_length=16,
                    ),
                ),
                ("dry_run", models.BooleanField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "to be read"),
                            ("running", "being read"),
                            ("done", "read to the end"),
                            ("failed", "the file cannot be read"),
                        ],
                        default="waiting",
                        max_length=16,
                    ),
                ),
                ("file", odop_core.security.encryption.EncryptedFileName(max_length=255)),
                ("file_name", models.CharField(max_length=255)),
                ("file_sha256", models.CharField(max_length=64)),
                ("rows_total", models.PositiveIntegerField(blank=True, null=True)),
                ("rows_read", models.PositiveIntegerField(default=0)),
                ("rows_created", models.PositiveIntegerField(default=0)),
                ("rows_changed", models.PositiveIntegerField(default=0)),
                ("rows_wrong", models.PositiveIntegerField(default=0)),
                ("broken_groups", models.JSONField(blank=True, default=dict)),
                ("failure", odop_core.database.sentences.SentenceField(blank=True, null=True)),
                ("created_by", models.CharField(max_length=128)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["state", "id"], name="odop_import_state"),
                    models.Index(fields=["created_by", "id"], name="odop_import_by"),
                    models.Index(fields=["created_at"], name="odop_import_created"),
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.search.SearchVector(
                            odop_core.database.text_search.Spaced("file_name"), config="simple"
                        ),
                        name="odop_import_search",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TableImportError",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("row", models.PositiveIntegerField()),
                ("column", models.CharField(blank=True, default="", max_length=64)),
                ("message", odop_core.database.sentences.SentenceField(blank=True, null=True)),
                ("is_hint", models.BooleanField(default=False)),
                (
                    "table",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="errors",
                        to="odop_consignment.tableimport",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Turnover",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                ("sold_paise", models.BigIntegerField(default=0)),
                ("warned_at", models.DateTimeField(blank=True, null=True)),
                ("stopped_at", models.DateTimeField(blank=True, null=True)),
                (
                    "supplier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="turnovers",
                        to="odop_consignment.supplier",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="TurnoverDeclaration",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                ("elsewhere_paise", models.BigIntegerField()),
                ("declared_on", models.DateField()),
                ("recorded_by", models.CharField(max_length=128)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                (
                    "supplier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="turnover_declarations",
                        to="odop_consignment.supplier",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Verification",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "item",
                    models.CharField(
                        choices=[
                            ("phone", "the phone number is theirs"),
                            ("address", "the place of work, and its State"),
                            ("pan", "the PAN exists and is theirs"),
                            ("bank", "the bank account is theirs"),
                            ("gstin", "the GSTIN is active and belongs to the PAN"),
                            ("enrolment", "the enrolment number is theirs, for this State"),
                            ("below_limit", "they declared a turnover below the limit"),
                            ("udyam", "the Udyam registration is theirs"),
                            ("consent", "they read the notice and agreed to what needs agreement"),
                            ("agreement", "an agreement is signed and in force"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "result",
                    models.CharField(
                        choices=[("verified", "seen to be true"), ("refused", "seen to be wrong")], max_length=16
                    ),
                ),
                ("value_digest", models.CharField(max_length=64)),
                ("source", models.CharField(max_length=64)),
                ("reference", models.CharField(blank=True, default="", max_length=128)),
                ("remark", models.CharField(blank=True, default="", max_length=1000)),
                ("verified_by", models.CharField(max_length=128)),
                ("verified_at", models.DateTimeField(auto_now_add=True)),
                (
                    "supplier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="verifications",
                        to="odop_consignment.supplier",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="WrongRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("row", models.PositiveIntegerField()),
                ("cells", odop_core.security.encryption.EncryptedJSONField()),
                (
                    "table",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="wrong_row_set",
                        to="odop_consignment.tableimport",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AgreementEnd",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("last_day", models.DateField()),
                ("reason", models.CharField(max_length=1000)),
                ("recorded_by", models.CharField(max_length=128)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ends",
                        to="odop_consignment.agreement",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["recorded_at", "id"], name="odop_agreement_end_at"),
                    models.Index(fields=["recorded_by", "recorded_at", "id"], name="odop_agreement_end_by"),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="agreementversion",
            index=models.Index(fields=["state", "agreement"], name="odop_agreement_version_state"),
        ),
        migrations.AddIndex(
            model_name="agreementversion",
            index=models.Index(fields=["recorded_at", "id"], name="odop_agreement_version_at"),
        ),
        migrations.AddIndex(
            model_name="agreementversion",
            index=models.Index(fields=["recorded_by", "recorded_at", "id"], name="odop_agreement_version_by"),
        ),
        migrations.AddConstraint(
            model_name="agreementversion",
            constraint=models.UniqueConstraint(fields=("agreement", "number"), name="odop_agreement_version_once"),
        ),
        migrations.AddConstraint(
            model_name="agreementversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "signed"), _negated=True),
                    models.Q(("signed_on__isnull", False), models.Q(("document_sha256", ""), _negated=True)),
                    _connector="OR",
                ),
                name="odop_agreement_signed_on_paper",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_until__isnull", True), ("valid_until__gte", models.F("valid_from")), _connector="OR"
                ),
                name="odop_agreement_ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("supplier_discount_bp__lte", 10000)), name="odop_agreement_discount"
            ),
        ),
        migrations.AddConstraint(
            model_name="charge",
            constraint=models.CheckConstraint(condition=models.Q(("value__gte", 0)), name="odop_charge_sane"),
        ),
        migrations.AddConstraint(
            model_name="commissionrule",
            constraint=models.UniqueConstraint(fields=("version", "scope", "target"), name="odop_commission_once"),
        ),
        migrations.AddConstraint(
            model_name="commissionrule",
            constraint=models.CheckConstraint(
                condition=models.Q(("scope", "all"), models.Q(("target", ""), _negated=True), _connector="XOR"),
                name="odop_commission_target",
            ),
        ),
        migrations.AddConstraint(
            model_name="commissiontier",
            constraint=models.UniqueConstraint(fields=("rule", "from_paise"), name="odop_commission_tier_once"),
        ),
        migrations.AddConstraint(
            model_name="commissiontier",
            constraint=models.CheckConstraint(
                condition=models.Q(("from_paise__gte", 0), ("value__gte", 0)), name="odop_commission_tier_sane"
            ),
        ),
        migrations.AddIndex(
            model_name="objectionentry",
            index=models.Index(fields=["written_at", "id"], name="odop_objection_entry_at"),
        ),
        migrations.AddIndex(
            model_name="objectionentry",
            index=models.Index(fields=["written_by", "written_at", "id"], name="odop_objection_entry_by"),
        ),
        migrations.AddIndex(
            model_name="noteline",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.search.SearchVector(
                    odop_core.database.text_search.Spaced("description"), config="simple"
                ),
                name="odop_note_line_search",
            ),
        ),
        migrations.AddConstraint(
            model_name="noteline",
            constraint=models.CheckConstraint(condition=models.Q(("quantity__gt", 0)), name="odop_note_line_pieces"),
        ),
        migrations.AddIndex(
            model_name="lot",
            index=models.Index(
                condition=models.Q(("in_stock__gt", 0)), fields=["offer", "received_on", "id"], name="odop_lot_first_in"
            ),
        ),
        migrations.AddIndex(
            model_name="lot",
            index=models.Index(condition=models.Q(("in_stock__gt", 0)), fields=["shelf_until"], name="odop_lot_shelf"),
        ),
        migrations.AddIndex(
            model_name="lot",
            index=models.Index(condition=models.Q(("in_stock__gt", 0)), fields=["id"], name="odop_lot_available"),
        ),
        migrations.AddIndex(
            model_name="lot",
            index=models.Index(fields=["received_on", "id"], name="odop_lot_received"),
        ),
        migrations.AddIndex(
            model_name="lot",
            index=models.Index(fields=["shelf_until", "id"], name="odop_lot_sell_by"),
        ),
        migrations.AddConstraint(
            model_name="lot",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("damaged__gte", 0),
                    ("in_stock__gte", 0),
                    ("received__gte", 0),
                    ("sent_back__gte", 0),
                    ("sold__gte", 0),
                ),
                name="odop_lot_nothing_negative",
            ),
        ),
        migrations.AddConstraint(
            model_name="lot",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "in_stock",
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("received"), "+", models.F("found")
                                    ),
                                    "-",
                                    models.F("sold"),
                                ),
                                "-",
                                models.F("sent_back"),
                            ),
                            "-",
                            models.F("damaged"),
                        ),
                    )
                ),
                name="odop_lot_every_piece_somewhere",
            ),
        ),
        migrations.AddIndex(
            model_name="salereversal",
            index=models.Index(
                condition=models.Q(("inspected_at", None)), fields=["id"], name="odop_reversal_to_inspect"
            ),
        ),
        migrations.AddIndex(
            model_name="salereversal",
            index=models.Index(fields=["kind", "id"], name="odop_reversal_kind"),
        ),
        migrations.AddIndex(
            model_name="salereversal",
            index=django.contrib.postgres.indexes.BrinIndex(fields=["recorded_at"], name="odop_reversal_recorded"),
        ),
        migrations.AddConstraint(
            model_name="salereversal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("inspected_at__isnull", True),
                    (
                        "quantity",
                        django.db.models.expressions.CombinedExpression(models.F("good"), "+", models.F("damaged")),
                    ),
                    _connector="OR",
                ),
                name="odop_reversal_every_piece_seen",
            ),
        ),
        migrations.AddIndex(
            model_name="salestep",
            index=models.Index(fields=["moved_at", "id"], name="odop_sale_step_at"),
        ),
        migrations.AddIndex(
            model_name="salestep",
            index=models.Index(fields=["moved_by", "moved_at", "id"], name="odop_sale_step_by"),
        ),
        migrations.AddConstraint(
            model_name="stockcountline",
            constraint=models.UniqueConstraint(fields=("count", "offer"), name="odop_count_line_once"),
        ),
        migrations.AddIndex(
            model_name="stockmovement",
            index=models.Index(fields=["lot", "-id"], name="odop_movement_lot"),
        ),
        migrations.AddConstraint(
            model_name="stockmovement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("quantity__gt", 0),
                    models.Q(("kind", "counted"), models.Q(("quantity", 0), _negated=True)),
                    _connector="OR",
                ),
                name="odop_movement_pieces",
            ),
        ),
        migrations.AddIndex(
            model_name="saleterms",
            index=models.Index(fields=["version", "id"], name="odop_terms_version"),
        ),
        migrations.AddIndex(
            model_name="saleterms",
            index=models.Index(
                condition=models.Q(("gross_paise", None)),
                fields=["currency", "ordered_on"],
                name="odop_terms_without_rate",
            ),
        ),
        migrations.AddConstraint(
            model_name="saleterms",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("currency", "INR"),
                        ("exchange_rate", None),
                        ("gross_paise__isnull", False),
                        ("gross_paise", models.F("gross_minor")),
                        ("net_paise", models.F("net_minor")),
                    ),
                    models.Q(
                        models.Q(("currency", "INR"), _negated=True), ("exchange_rate", None), ("gross_paise", None)
                    ),
                    models.Q(
                        models.Q(("currency", "INR"), _negated=True),
                        ("exchange_rate__isnull", False),
                        ("gross_paise__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="odop_terms_rate",
            ),
        ),
        migrations.AddConstraint(
            model_name="saleterms",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("charges_paise", None), ("commission_paise", None), ("gross_paise", None), ("net_paise", None)
                    ),
                    models.Q(
                        ("charges_paise__isnull", False),
                        ("commission_paise__isnull", False),
                        ("gross_paise__isnull", False),
                        ("net_paise__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="odop_terms_settled",
            ),
        ),
        migrations.AddIndex(
            model_name="sale",
            index=models.Index(fields=["order_id"], name="odop_sale_order"),
        ),
        migrations.AddIndex(
            model_name="sale",
            index=models.Index(fields=["order_line_id"], name="odop_sale_line"),
        ),
        migrations.AddIndex(
            model_name="sale",
            index=models.Index(fields=["supplier", "-id"], name="odop_sale_supplier"),
        ),
        migrations.AddIndex(
            model_name="sale",
            index=models.Index(
                condition=models.Q(("offer", None), ("state", "placed")), fields=["id"], name="odop_sale_unassigned"
            ),
        ),
        migrations.AddIndex(
            model_name="sale",
            index=models.Index(condition=models.Q(("issue__isnull", False)), fields=["id"], name="odop_sale_issue"),
        ),
        migrations.AddIndex(
            model_name="sale",
            index=models.Index(
                condition=models.Q(("state", "delivered")), fields=["final_from"], name="odop_sale_to_be_final"
            ),
        ),
        migrations.AddIndex(
            model_name="sale",
            index=models.Index(fields=["state", "id"], name="odop_sale_state"),
        ),
        migrations.AddIndex(
            model_name="sale",
            index=models.Index(fields=["order_number", "id"], name="odop_sale_order_number"),
        ),
        migrations.AddIndex(
            model_name="sale",
            index=models.Index(fields=["product_id", "id"], name="odop_sale_product"),
        ),
        migrations.AddIndex(
            model_name="sale",
            index=models.Index(fields=["variant_id", "id"], name="odop_sale_variant"),
        ),
        migrations.AddIndex(
            model_name="sale",
            index=models.Index(fields=["pickup_point_id", "id"], name="odop_sale_pickup_point"),
        ),
        migrations.AddIndex(
            model_name="sale",
            index=models.Index(fields=["created_at"], name="odop_sale_created"),
        ),
        migrations.AddIndex(
            model_name="sale",
            index=models.Index(fields=["changed_at", "id"], name="odop_sale_changed"),
        ),
        migrations.AddIndex(
            model_name="sale",
            index=models.Index(fields=["ready_on", "id"], name="odop_sale_ready_on"),
        ),
        migrations.AddIndex(
            model_name="sale",
            index=models.Index(
                django.db.models.functions.comparison.Coalesce(
                    models.F("ready_on"), models.Value(datetime.date(9999, 1, 1))
                ),
                models.F("id"),
                name="odop_sale_by_ready_on",
            ),
        ),
        migrations.AddIndex(
            model_name="sale",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.search.SearchVector(
                    odop_core.database.text_search.Spaced("order_number"),
                    odop_core.database.text_search.Spaced("product_name"),
                    config="simple",
                ),
                name="odop_sale_search",
            ),
        ),
        migrations.AddConstraint(
            model_name="sale",
            constraint=models.CheckConstraint(
                condition=models.Q(("returned__lte", models.F("quantity"))), name="odop_sale_returned"
            ),
        ),
        migrations.AddIndex(
            model_name="regime",
            index=models.Index(fields=["supplier", "-valid_from", "-id"], name="odop_regime_in_force"),
        ),
        migrations.AddIndex(
            model_name="regime",
            index=models.Index(fields=["supply_model", "supplier"], name="odop_regime_model"),
        ),
        migrations.AddConstraint(
            model_name="regime",
            constraint=models.CheckConstraint(
                condition=models.Q(("tax_regime__in", ["registered", "composition"]), ("gstin", ""), _connector="XOR"),
                name="odop_regime_gstin",
            ),
        ),
        migrations.AddConstraint(
            model_name="regime",
            constraint=models.CheckConstraint(
                condition=models.Q(("tax_regime", "enrolled"), ("enrolment_number", ""), _connector="XOR"),
                name="odop_regime_enrolment",
            ),
        ),
        migrations.AddIndex(
            model_name="onetimecode",
            index=models.Index(fields=["phone_digest"], name="odop_code_phone"),
        ),
        migrations.AddIndex(
            model_name="onboardingstep",
            index=models.Index(fields=["moved_at", "id"], name="odop_onboarding_at"),
        ),
        migrations.AddIndex(
            model_name="onboardingstep",
            index=models.Index(fields=["moved_by", "moved_at", "id"], name="odop_onboarding_by"),
        ),
        migrations.AddIndex(
            model_name="offer",
            index=models.Index(
                condition=models.Q(("product_id", ""), _negated=True), fields=["product_id"], name="odop_offer_product"
            ),
        ),
        migrations.AddIndex(
            model_name="offer",
            index=models.Index(fields=["pickup_point_id", "id"], name="odop_offer_pickup_point"),
        ),
        migrations.AddIndex(
            model_name="offer",
            index=models.Index(fields=["active", "id"], name="odop_offer_active"),
        ),
        migrations.AddIndex(
            model_name="offer",
            index=models.Index(fields=["priority", "id"], name="odop_offer_priority"),
        ),
        migrations.AddIndex(
            model_name="offer",
            index=models.Index(fields=["created_at"], name="odop_offer_created"),
        ),
        migrations.AddIndex(
            model_name="offer",
            index=models.Index(fields=["changed_at", "id"], name="odop_offer_changed"),
        ),
        migrations.AddConstraint(
            model_name="offer",
            constraint=models.UniqueConstraint(
                fields=("variant_id", "pickup_point_id", "supplier"), name="odop_offer_once"
            ),
        ),
        migrations.AddIndex(
            model_name="objection",
            index=models.Index(fields=["state", "id"], name="odop_objection_state"),
        ),
        migrations.AddIndex(
            model_name="objection",
            index=models.Index(fields=["subject", "id"], name="odop_objection_subject"),
        ),
        migrations.AddIndex(
            model_name="objection",
            index=models.Index(fields=["raised_at"], name="odop_objection_raised"),
        ),
        migrations.AddIndex(
            model_name="objection",
            index=models.Index(fields=["changed_at", "id"], name="odop_objection_changed"),
        ),
        migrations.AddConstraint(
            model_name="objection",
            constraint=models.UniqueConstraint(
                fields=("supplier", "subject", "subject_id"), name="odop_objection_once"
            ),
        ),
        migrations.AddIndex(
            model_name="member",
            index=models.Index(
                condition=models.Q(("removed_at", None)), fields=["phone_digest"], name="odop_member_phone"
            ),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.UniqueConstraint(
                condition=models.Q(("removed_at", None)),
                fields=("supplier", "phone_digest"),
                name="odop_member_phone_once",
            ),
        ),
        migrations.AddIndex(
            model_name="erasure",
            index=models.Index(fields=["state", "id"], name="odop_erasure_state"),
        ),
        migrations.AddIndex(
            model_name="erasure",
            index=models.Index(fields=["requested_at"], name="odop_erasure_requested"),
        ),
        migrations.AddConstraint(
            model_name="erasure",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "held")), fields=("supplier",), name="odop_erasure_one_held"
            ),
        ),
        migrations.AddIndex(
            model_name="disclosure",
            index=models.Index(fields=["supplier", "-id"], name="odop_disclosure_latest"),
        ),
        migrations.AddIndex(
            model_name="disclosure",
            index=models.Index(fields=["seen_by", "seen_at", "id"], name="odop_disclosure_by"),
        ),
        migrations.AddIndex(
            model_name="disclosure",
            index=models.Index(fields=["seen_at", "id"], name="odop_disclosure_at"),
        ),
        migrations.AddIndex(
            model_name="consignmentnote",
            index=models.Index(fields=["supplier", "-id"], name="odop_note_supplier"),
        ),
        migrations.AddIndex(
            model_name="consignmentnote",
            index=models.Index(fields=["state", "-id"], name="odop_note_state"),
        ),
        migrations.AddIndex(
            model_name="consignmentnote",
            index=models.Index(fields=["kind", "id"], name="odop_note_kind"),
        ),
        migrations.AddIndex(
            model_name="consignmentnote",
            index=models.Index(fields=["pickup_point_id", "id"], name="odop_note_pickup_point"),
        ),
        migrations.AddIndex(
            model_name="consignmentnote",
            index=models.Index(
                condition=models.Q(("reference", ""), _negated=True),
                fields=["reference", "id"],
                name="odop_note_reference",
            ),
        ),
        migrations.AddIndex(
            model_name="consignmentnote",
            index=models.Index(fields=["dated", "id"], name="odop_note_dated"),
        ),
        migrations.AddIndex(
            model_name="consignmentnote",
            index=django.contrib.postgres.indexes.BrinIndex(fields=["recorded_at"], name="odop_note_recorded"),
        ),
        migrations.AddIndex(
            model_name="consignmentnote",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.search.SearchVector(
                    odop_core.database.text_search.Spaced("number"),
                    odop_core.database.text_search.Spaced("reference"),
                    config="simple",
                ),
                name="odop_note_search",
            ),
        ),
        migrations.AddConstraint(
            model_name="consignmentnote",
            constraint=models.UniqueConstraint(
                condition=models.Q(("number", ""), _negated=True), fields=("number",), name="odop_note_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="consignmentnote",
            constraint=models.UniqueConstraint(fields=("kind", "year", "serial"), name="odop_note_serial_once"),
        ),
        migrations.AddConstraint(
            model_name="consignmentnote",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    models.Q(("reference", ""), _negated=True), models.Q(("state", "cancelled"), _negated=True)
                ),
                fields=("supplier", "reference"),
                name="odop_note_reference_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="consignmentnote",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("posted_at__isnull", False),
                        ("serial__isnull", False),
                        ("state", "posted"),
                        ("year__isnull", False),
                        models.Q(("number", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("state", "posted"), _negated=True),
                        ("number", ""),
                        ("serial__isnull", True),
                        ("year__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="odop_note_numbered_when_posted",
            ),
        ),
        migrations.AddIndex(
            model_name="consent",
            index=models.Index(fields=["supplier", "purpose", "-id"], name="odop_consent_latest"),
        ),
        migrations.AddIndex(
            model_name="consent",
            index=models.Index(fields=["recorded_at", "id"], name="odop_consent_at"),
        ),
        migrations.AddIndex(
            model_name="consent",
            index=models.Index(fields=["recorded_by", "recorded_at", "id"], name="odop_consent_by"),
        ),
        migrations.AddIndex(
            model_name="checkoutrefusal",
            index=models.Index(fields=["variant_id", "refused_at"], name="odop_refusal_lately"),
        ),
        migrations.AddIndex(
            model_name="checkoutrefusal",
            index=django.contrib.postgres.indexes.BrinIndex(fields=["refused_at"], name="odop_refusal_at"),
        ),
        migrations.AddIndex(
            model_name="bankaccount",
            index=models.Index(fields=["account_digest"], name="odop_bank_account"),
        ),
        migrations.AddIndex(
            model_name="bankaccount",
            index=models.Index(fields=["state", "id"], name="odop_bank_state"),
        ),
        migrations.AddIndex(
            model_name="bankaccount",
            index=models.Index(fields=["ifsc", "id"], name="odop_bank_ifsc"),
        ),
        migrations.AddIndex(
            model_name="bankaccount",
            index=models.Index(fields=["proposed_at", "id"], name="odop_bank_proposed"),
        ),
        migrations.AddIndex(
            model_name="bankaccount",
            index=models.Index(fields=["proposed_by", "proposed_at", "id"], name="odop_bank_proposed_by"),
        ),
        migrations.AddIndex(
            model_name="bankaccount",
            index=models.Index(fields=["decided_at", "id"], name="odop_bank_decided"),
        ),
        migrations.AddIndex(
            model_name="bankaccount",
            index=models.Index(fields=["decided_by", "decided_at", "id"], name="odop_bank_decided_by"),
        ),
        migrations.AddConstraint(
            model_name="bankaccount",
            constraint=models.CheckConstraint(
                condition=models.Q(("decided_by", models.F("proposed_by")), _negated=True), name="odop_bank_four_eyes"
            ),
        ),
        migrations.AddConstraint(
            model_name="bankaccount",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "approved"), _negated=True), ("usable_from__isnull", False), _connector="OR"
                ),
                name="odop_bank_cools_off",
            ),
        ),
        migrations.AddConstraint(
            model_name="bankaccount",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "proposed")), fields=("supplier",), name="odop_bank_one_proposal"
            ),
        ),
        migrations.AddIndex(
            model_name="agreement",
            index=models.Index(fields=["created_at"], name="odop_agreement_created"),
        ),
        migrations.AddIndex(
            model_name="agreement",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.search.SearchVector(
                    odop_core.database.text_search.Spaced("reference"), config="simple"
                ),
                name="odop_agreement_search",
            ),
        ),
        migrations.AddIndex(
            model_name="suppliersession",
            index=models.Index(fields=["supplier", "-id"], name="odop_session_supplier"),
        ),
        migrations.AddIndex(
            model_name="tableimporterror",
            index=models.Index(fields=["table", "row"], name="odop_import_error_row"),
        ),
        migrations.AddConstraint(
            model_name="turnover",
            constraint=models.UniqueConstraint(fields=("supplier", "year"), name="odop_turnover_once"),
        ),
        migrations.AddIndex(
            model_name="turnoverdeclaration",
            index=models.Index(fields=["supplier", "year", "-id"], name="odop_declaration_latest"),
        ),
        migrations.AddConstraint(
            model_name="turnoverdeclaration",
            constraint=models.CheckConstraint(
                condition=models.Q(("elsewhere_paise__gte", 0)), name="odop_declaration_sane"
            ),
        ),
        migrations.AddIndex(
            model_name="verification",
            index=models.Index(fields=["supplier", "item", "-id"], name="odop_verification_latest"),
        ),
        migrations.AddConstraint(
            model_name="wrongrow",
            constraint=models.UniqueConstraint(fields=("table", "row"), name="odop_import_wrong_row"),
        ),
        create_triggers(Path(__file__).with_name("triggers.sql")),
    ]
