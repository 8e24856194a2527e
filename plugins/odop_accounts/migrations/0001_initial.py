import uuid
from pathlib import Path

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
import django.db.models.functions.datetime
from django.db import migrations, models

import odop_core.database.sentences
import odop_core.security.encryption
from odop_core.database.triggers import create_triggers


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="PeriodClosing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("closed_until", models.DateField(unique=True)),
                ("closed_by", models.CharField(max_length=128)),
                ("closed_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("remark", models.CharField(blank=True, default="", max_length=1000)),
            ],
        ),
        migrations.CreateModel(
            name="Statement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("issuer", models.CharField(blank=True, default="", max_length=15)),
                ("series", models.CharField(max_length=4)),
                ("issued_on", models.DateField()),
                ("financial_year", models.PositiveSmallIntegerField(db_default=0)),
                ("serial", models.PositiveIntegerField(db_default=0)),
                ("number", models.CharField(db_default="", max_length=16)),
                ("supplier_id", models.BigIntegerField()),
                ("turn", models.PositiveIntegerField()),
                ("first_day", models.DateField()),
                ("last_day", models.DateField()),
                ("since", models.DateTimeField(null=True)),
                ("until", models.DateTimeField()),
                ("line_count", models.PositiveIntegerField()),
                ("opening_paise", models.BigIntegerField()),
                ("movement_paise", models.BigIntegerField()),
                ("closing_paise", models.BigIntegerField()),
                ("earned_paise", models.BigIntegerField()),
                ("due_paise", models.BigIntegerField()),
                ("under_way_paise", models.BigIntegerField()),
                ("issued_by", models.CharField(max_length=128)),
                ("issued_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Account",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("purpose", models.CharField(max_length=32)),
                ("party", models.CharField(blank=True, default="", max_length=128)),
                ("currency", models.CharField(max_length=3)),
            ],
            options={
                "permissions": [("manage_accounts", "Keep the books.")],
                "constraints": [
                    models.UniqueConstraint(fields=("party", "purpose", "currency"), name="odop_account_once"),
                    models.CheckConstraint(
                        condition=models.Q(("currency__regex", "^[A-Z]{3}$")), name="odop_account_currency"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BankFileLayout",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=32)),
                ("definition", models.JSONField()),
                ("proposed_by", models.CharField(max_length=128)),
                ("proposed_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("approved_by", models.CharField(blank=True, default="", max_length=128)),
                ("approved_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["name", "-id"], name="odop_bank_layout_name"),
                    models.Index(fields=["proposed_at"], name="odop_bank_layout_proposed"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("approved_by", models.F("proposed_by")), _negated=True),
                        name="odop_bank_layout_four_eyes",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("approved_at", None), ("approved_by", "")),
                            models.Q(models.Q(("approved_by", ""), _negated=True), ("approved_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="odop_bank_layout_approved",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BankFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("serial", models.PositiveIntegerField(unique=True)),
                ("day", models.DateField()),
                ("day_serial", models.PositiveIntegerField()),
                ("file_name", models.CharField(max_length=255)),
                ("content", odop_core.security.encryption.EncryptedTextField()),
                ("sha256", models.CharField(max_length=64)),
                ("payout_count", models.PositiveIntegerField()),
                ("total_paise", models.BigIntegerField()),
                ("exported_by", models.CharField(max_length=128)),
                ("exported_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "layout",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="odop_accounts.bankfilelayout",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="BankStatement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("account", models.CharField(max_length=64)),
                ("file_name", models.CharField(max_length=255)),
                ("sha256", models.CharField(max_length=64)),
                ("first_day", models.DateField()),
                ("last_day", models.DateField()),
                ("row_count", models.PositiveIntegerField()),
                ("new_count", models.PositiveIntegerField()),
                ("uploaded_by", models.CharField(max_length=128)),
                ("uploaded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "indexes": [models.Index(fields=["uploaded_at"], name="odop_bank_statement_at")],
                "constraints": [
                    models.UniqueConstraint(fields=("account", "sha256"), name="odop_bank_statement_once"),
                    models.CheckConstraint(
                        condition=models.Q(("first_day__lte", models.F("last_day"))), name="odop_bank_statement_days"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BankStatementRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("number", models.PositiveIntegerField()),
                ("day", models.DateField()),
                ("description", odop_core.security.encryption.EncryptedTextField(blank=True, default="")),
                ("reference", odop_core.security.encryption.EncryptedTextField(blank=True, default="")),
                ("amount_paise", models.BigIntegerField()),
                ("balance_paise", models.BigIntegerField(blank=True, null=True)),
                (
                    "codes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=32), blank=True, default=list, size=None
                    ),
                ),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rows",
                        to="odop_accounts.bankstatement",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Books",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("closed_until", models.DateField(null=True)),
                ("stated_until", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("id", 1)), name="odop_books_one")],
            },
        ),
        migrations.CreateModel(
            name="DayTotal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("debit", models.BigIntegerField()),
                ("credit", models.BigIntegerField()),
                (
                    "account",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="days",
                        to="odop_accounts.account",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Document",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("row_seal", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("issuer", models.CharField(blank=True, default="", max_length=15)),
                ("series", models.CharField(max_length=4)),
                ("issued_on", models.DateField()),
                ("financial_year", models.PositiveSmallIntegerField(db_default=0)),
                ("serial", models.PositiveIntegerField(db_default=0)),
                ("number", models.CharField(db_default="", max_length=16)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("tax_invoice", "tax invoice"),
                            ("bill_of_supply", "bill of supply: no GST is collected"),
                            ("invoice_cum_bill", "invoice-cum-bill of supply: some goods are taxed, some not"),
                            ("invoice", "invoice of a seller who is not registered for GST"),
                            ("credit_note", "credit note: goods came back, or are paid back"),
                            ("debit_note", "debit note: fewer pieces came back than a credit note said"),
                            ("receipt_voucher", "receipt voucher: paid in advance"),
                            ("refund_voucher", "refund voucher: an advance that was paid back"),
                            ("delivery_challan", "delivery challan: goods are moved and not sold"),
                            ("commission_invoice", "tax invoice for the shop's commission and charges"),
                            ("commission_credit", "credit note for commission that the shop gives back"),
                        ],
                        max_length=20,
                    ),
                ),
                ("order_id", models.CharField(blank=True, default="", max_length=128)),
                ("order_number", models.CharField(blank=True, default="", max_length=64)),
                ("supplier_id", models.BigIntegerField(blank=True, null=True)),
                ("seller_gstin", models.CharField(blank=True, default="", max_length=15)),
                ("buyer_gstin", models.CharField(blank=True, default="", max_length=15)),
                ("seller_state_code", models.CharField(blank=True, default="", max_length=2)),
                ("place_of_supply", models.CharField(blank=True, default="", max_length=2)),
                ("net_paise", models.BigIntegerField(default=0)),
                ("cgst_paise", models.BigIntegerField(default=0)),
                ("sgst_paise", models.BigIntegerField(default=0)),
                ("igst_paise", models.BigIntegerField(default=0)),
                ("gross_paise", models.BigIntegerField(default=0)),
                ("content", odop_core.security.encryption.EncryptedJSONField()),
                ("content_digest", models.CharField(blank=True, default="", max_length=64)),
                ("issued_by", models.CharField(max_length=128)),
                ("issued_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "corrects",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="odop_accounts.document",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DocumentLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject", models.CharField(max_length=160, unique=True)),
                ("sale_id", models.BigIntegerField(blank=True, null=True)),
                ("description", models.CharField(max_length=255)),
                ("hsn", models.CharField(blank=True, default="", max_length=8)),
                ("unit", models.CharField(default="PCS", max_length=3)),
                ("quantity", models.PositiveIntegerField()),
                ("rate_bp", models.PositiveIntegerField(default=0)),
                ("net_paise", models.BigIntegerField(default=0)),
                ("cgst_paise", models.BigIntegerField(default=0)),
                ("sgst_paise", models.BigIntegerField(default=0)),
                ("igst_paise", models.BigIntegerField(default=0)),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="odop_accounts.document"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DocumentObstacle",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order_id", models.CharField(max_length=128, unique=True)),
                ("order_number", models.CharField(max_length=64)),
                ("reason", odop_core.database.sentences.SentenceField(blank=True, null=True)),
                ("since", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("tried_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "indexes": [
                    models.Index(fields=["since"], name="odop_doc_obstacle_since"),
                    models.Index(fields=["tried_at"], name="odop_doc_obstacle_tried"),
                ],
            },
        ),
        migrations.CreateModel(
            name="DocumentVoid",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=255)),
                ("voided_by", models.CharField(max_length=128)),
                ("voided_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="void", to="odop_accounts.document"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="GoodsTax",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("product_id", models.CharField(max_length=128)),
                ("hsn", models.CharField(max_length=8)),
                ("entry", models.CharField(blank=True, default="", max_length=64)),
                ("handicraft", models.BooleanField(default=False)),
                ("packaged", models.BooleanField(default=False)),
                ("pieces", models.PositiveSmallIntegerField(default=1)),
                ("remark", models.CharField(blank=True, default="", max_length=255)),
                ("recorded_by", models.CharField(max_length=128)),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "indexes": [models.Index(fields=["product_id", "-id"], name="odop_goods_product")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("hsn__regex", "^([0-9]{4}|[0-9]{6}|[0-9]{8})$")), name="odop_goods_hsn"
                    ),
                    models.CheckConstraint(condition=models.Q(("pieces__gte", 1)), name="odop_goods_pieces"),
                ],
            },
        ),
        migrations.CreateModel(
            name="GstRate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("revision", models.PositiveIntegerField(default=0)),
                ("rate_bp", models.PositiveIntegerField()),
                ("citation", models.CharField(max_length=500)),
                ("confidence", models.CharField(choices=[("H", "high"), ("M", "medium"), ("L", "low")], max_length=1)),
                ("added_by", models.CharField(blank=True, default="", max_length=128)),
                ("added_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("hsn_prefix", models.CharField(max_length=8)),
                ("entry", models.CharField(blank=True, default="", max_length=64)),
                ("handicraft", models.BooleanField(blank=True, null=True)),
                ("packaged", models.BooleanField(blank=True, null=True)),
                ("above_paise", models.BigIntegerField(default=0)),
                ("up_to_paise", models.BigIntegerField(blank=True, null=True)),
                ("goods", models.CharField(blank=True, default="", max_length=255)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        models.F("hsn_prefix"),
                        models.F("entry"),
                        models.F("valid_from"),
                        models.F("revision"),
                        django.db.models.functions.comparison.Coalesce(
                            django.db.models.functions.comparison.Cast("handicraft", models.IntegerField()), -1
                        ),
                        django.db.models.functions.comparison.Coalesce(
                            django.db.models.functions.comparison.Cast("packaged", models.IntegerField()), -1
                        ),
                        models.F("above_paise"),
                        name="odop_gst_rate_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("hsn_prefix__regex", "^[0-9]{2,8}$")), name="odop_gst_rate_hsn"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("rate_bp__lte", 10000), models.Q(("citation", ""), _negated=True)),
                        name="odop_gst_rate_stated",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("up_to_paise", None),
                            models.Q(("above_paise__gte", 0), ("up_to_paise__gt", models.F("above_paise"))),
                            _connector="OR",
                        ),
                        name="odop_gst_rate_prices",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="odop_gst_rate_days",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Hold",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("supplier_id", models.BigIntegerField()),
                ("sale_id", models.BigIntegerField(blank=True, null=True)),
                ("reason", models.CharField(max_length=255)),
                ("placed_by", models.CharField(max_length=128)),
                ("placed_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("released_by", models.CharField(blank=True, default="", max_length=128)),
                ("released_at", models.DateTimeField(blank=True, null=True)),
                ("release_reason", models.CharField(blank=True, default="", max_length=255)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["supplier_id", "-id"], name="odop_hold_supplier"),
                    models.Index(fields=["sale_id"], name="odop_hold_of_sale"),
                    models.Index(fields=["placed_at"], name="odop_hold_placed"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("released_at", None), ("sale_id__isnull", False)),
                        fields=("sale_id",),
                        name="odop_hold_of_sale_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("released_at", None), ("sale_id", None)),
                        fields=("supplier_id",),
                        name="odop_hold_of_supplier_once",
                    ),
                    models.CheckConstraint(condition=models.Q(("reason", ""), _negated=True), name="odop_hold_reason"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("released_at", None), ("released_by", "")),
                            models.Q(("released_at__isnull", False), models.Q(("released_by", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="odop_hold_released_by",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="JournalEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=255, unique=True)),
                ("kind", models.CharField(max_length=32)),
                ("source", models.CharField(max_length=128)),
                ("effective_on", models.DateField()),
                ("recorded_at", models.DateTimeField(db_default=models.Func(function="clock_timestamp"))),
                ("recorded_by", models.CharField(max_length=128)),
                ("currency", models.CharField(max_length=3)),
                ("narration", models.CharField(blank=True, default="", max_length=255)),
                (
                    "reversal_of",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversed_by",
                        to="odop_accounts.journalentry",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="JournalLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("amount", models.BigIntegerField()),
                ("effective_on", models.DateField()),
                (
                    "account",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="odop_accounts.account",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="odop_accounts.journalentry",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Payout",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=20, unique=True)),
                ("supplier_id", models.BigIntegerField()),
                ("amount_paise", models.BigIntegerField()),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("NEFT", "in half-hourly batches, any amount"),
                            ("RTGS", "at once, from two lakh rupees"),
                            ("IMPS", "at once, up to five lakh rupees"),
                            ("UPI", "to a UPI address, up to one lakh rupees"),
                        ],
                        max_length=4,
                    ),
                ),
                ("rail", models.CharField(default="bank_file", max_length=32)),
                ("bank_account_id", models.BigIntegerField()),
                ("bank_account_proposed_by", models.CharField(max_length=128)),
                ("beneficiary_name", odop_core.security.encryption.EncryptedTextField()),
                ("account_number", odop_core.security.encryption.EncryptedTextField(blank=True, default="")),
                ("ifsc", models.CharField(blank=True, default="", max_length=11)),
                ("vpa", odop_core.security.encryption.EncryptedTextField(blank=True, default="")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("prepared", "a second person must approve it"),
                            ("approved", "to be sent"),
                            ("sending", "being handed to the rail"),
                            ("sent", "the bank or the rail has the order"),
                            ("paid", "the bank says it was paid"),
                            ("failed", "not paid; the amount is due again"),
                            ("returned", "paid and came back; the amount is due again"),
                            ("in_doubt", "nobody saw whether the rail took it"),
                            ("cancelled", "called off before it was sent; the amount is due"),
                        ],
                        default="prepared",
                        max_length=16,
                    ),
                ),
                ("reason", models.CharField(blank=True, default="", max_length=255)),
                (
                    "issue",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("paid_after_failed", "called failed, so due again, and then paid after all"),
                            ("failed_after_paid", "called failed after it was paid: look whether the money came back"),
                            ("utr_shared", "another payout has the same UTR"),
                            ("utr_changed", "it was reported with two different UTRs"),
                            ("amount_differs", "the bank's statement has another amount"),
                            (
                                "statement_unclear",
                                "a row of the bank's statement names it and does not fit: see the row",
                            ),
                            ("not_in_file", "the bank file cannot hold it: see the reason"),
                            ("not_confirmed", "sent days ago, and no statement or rail says that it was paid"),
                        ],
                        max_length=32,
                        null=True,
                    ),
                ),
                ("prepared_by", models.CharField(max_length=128)),
                ("prepared_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("approved_by", models.CharField(blank=True, default="", max_length=128)),
                ("approved_at", models.DateTimeField(blank=True, null=True)),
                ("changed_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("rail_reference", models.CharField(blank=True, default="", max_length=64)),
                ("utr", models.CharField(blank=True, default="", max_length=32)),
                ("paid_on", models.DateField(blank=True, null=True)),
                (
                    "bank_file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payouts",
                        to="odop_accounts.bankfile",
                    ),
                ),
            ],
            options={
                "permissions": [("approve_payouts", "Approve payouts that another person prepared.")],
            },
        ),
        migrations.CreateModel(
            name="BankStatementMatch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("paid", "the bank paid it"),
                            ("returned", "it came back"),
                            ("amount_differs", "it names the payout, and has another amount"),
                            ("ambiguous", "it fits several payouts"),
                            ("repeated", "another row says the same of this payout"),
                            ("contradicts", "it does not follow the state of the payout"),
                        ],
                        max_length=16,
                    ),
                ),
                ("matched_by", models.CharField(max_length=128)),
                ("matched_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "row",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="matches",
                        to="odop_accounts.bankstatementrow",
                    ),
                ),
                (
                    "payout",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="matches", to="odop_accounts.payout"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PayoutBatch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("prepared_by", models.CharField(max_length=128)),
                ("prepared_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "indexes": [models.Index(fields=["prepared_at"], name="odop_payout_batch_at")],
            },
        ),
        migrations.AddField(
            model_name="payout",
            name="batch",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="payouts", to="odop_accounts.payoutbatch"
            ),
        ),
        migrations.CreateModel(
            name="PayoutIssueClearing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("issue", models.CharField(max_length=32)),
                ("reason", models.CharField(max_length=255)),
                ("cleared_by", models.CharField(max_length=128)),
                ("cleared_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "payout",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="clearings", to="odop_accounts.payout"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PayoutObstacle",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("supplier_id", models.BigIntegerField(unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("held", "the supplier is held"),
                            ("suspended", "the supplier may not sell for now"),
                            ("no_account", "there is no bank account"),
                            ("account_not_approved", "a second person must look at the bank account"),
                            ("account_cools_off", "the bank account is new; the supplier may still object"),
                            ("upi_only", "only a UPI address is known, and a bank account is needed"),
                        ],
                        max_length=32,
                    ),
                ),
                ("due_paise", models.BigIntegerField()),
                ("since", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "indexes": [
                    models.Index(fields=["kind", "id"], name="odop_obstacle_kind"),
                    models.Index(fields=["since"], name="odop_obstacle_since"),
                ],
            },
        ),
        migrations.CreateModel(
            name="PayoutStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "before",
                    models.CharField(
                        choices=[
                            ("prepared", "a second person must approve it"),
                            ("approved", "to be sent"),
                            ("sending", "being handed to the rail"),
                            ("sent", "the bank or the rail has the order"),
                            ("paid", "the bank says it was paid"),
                            ("failed", "not paid; the amount is due again"),
                            ("returned", "paid and came back; the amount is due again"),
                            ("in_doubt", "nobody saw whether the rail took it"),
                            ("cancelled", "called off before it was sent; the amount is due"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "after",
                    models.CharField(
                        choices=[
                            ("prepared", "a second person must approve it"),
                            ("approved", "to be sent"),
                            ("sending", "being handed to the rail"),
                            ("sent", "the bank or the rail has the order"),
                            ("paid", "the bank says it was paid"),
                            ("failed", "not paid; the amount is due again"),
                            ("returned", "paid and came back; the amount is due again"),
                            ("in_doubt", "nobody saw whether the rail took it"),
                            ("cancelled", "called off before it was sent; the amount is due"),
                        ],
                        max_length=16,
                    ),
                ),
                ("reason", models.CharField(blank=True, default="", max_length=255)),
                ("moved_by", models.CharField(max_length=128)),
                ("moved_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "payout",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="odop_accounts.payout"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SaleFigures",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sale_id", models.BigIntegerField(unique=True)),
                ("order_id", models.CharField(max_length=128)),
                ("order_number", models.CharField(max_length=64)),
                ("supplier_id", models.BigIntegerField()),
                ("supply_model", models.CharField(max_length=32)),
                ("tax_regime", models.CharField(max_length=16)),
                ("seller_gstin", models.CharField(blank=True, default="", max_length=15)),
                ("delivery_gstin", models.CharField(blank=True, default="", max_length=15)),
                ("seller_state_code", models.CharField(max_length=2)),
                ("ship_state_code", models.CharField(blank=True, default="", max_length=2)),
                ("ordered_on", models.DateField()),
                ("quantity", models.PositiveIntegerField()),
                ("gross_paise", models.BigIntegerField()),
                ("net_paise", models.BigIntegerField()),
                ("value_gross_paise", models.BigIntegerField()),
                ("value_net_paise", models.BigIntegerField()),
                ("commission_paise", models.BigIntegerField()),
                ("charges_paise", models.BigIntegerField()),
                ("services_tax_paise", models.BigIntegerField()),
                ("tcs_base_paise", models.BigIntegerField(default=0)),
                ("tds_base_paise", models.BigIntegerField(default=0)),
                ("supplier_bears_losses", models.BooleanField()),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "indexes": [
                    models.Index(fields=["order_id"], name="odop_figures_order"),
                    models.Index(fields=["supplier_id", "-sale_id"], name="odop_figures_supplier"),
                ],
            },
        ),
        migrations.CreateModel(
            name="StatementLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("supplier_id", models.BigIntegerField()),
                ("place", models.PositiveIntegerField()),
                ("kind", models.CharField(max_length=32)),
                ("source", models.CharField(max_length=128)),
                ("effective_on", models.DateField()),
                ("narration", models.CharField(blank=True, default="", max_length=255)),
                ("buyer_paise", models.BigIntegerField(default=0)),
                ("discount_paise", models.BigIntegerField(default=0)),
                ("goods_tax_paise", models.BigIntegerField(default=0)),
                ("commission_paise", models.BigIntegerField(default=0)),
                ("charges_paise", models.BigIntegerField(default=0)),
                ("services_tax_paise", models.BigIntegerField(default=0)),
                ("tcs_paise", models.BigIntegerField(default=0)),
                ("tds_paise", models.BigIntegerField(default=0)),
                ("compensation_paise", models.BigIntegerField(default=0)),
                ("payout_paise", models.BigIntegerField(default=0)),
                ("other_paise", models.BigIntegerField(default=0)),
                ("amount_paise", models.BigIntegerField()),
                (
                    "entry",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statement_lines",
                        to="odop_accounts.journalentry",
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="odop_accounts.statement"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="StatementPdf",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("language", models.CharField(max_length=16)),
                ("file", odop_core.security.encryption.EncryptedFileName(max_length=255)),
                ("sha256", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="papers", to="odop_accounts.statement"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="StatementRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "interval",
                    models.CharField(
                        choices=[
                            ("weekly", "from Monday to Sunday"),
                            ("monthly", "a calendar month"),
                            ("quarterly", "three months, from January, April, July or October"),
                            ("on_demand", "when somebody asks for it"),
                        ],
                        max_length=16,
                    ),
                ),
                ("first_day", models.DateField(blank=True, null=True)),
                ("last_day", models.DateField(blank=True, null=True)),
                ("until", models.DateTimeField(blank=True)),
                ("drawn_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("last_line_id", models.BigIntegerField(db_default=0)),
                ("last_party", models.CharField(blank=True, default="", max_length=128)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("finished_at", None)), fields=["id"], name="odop_statement_run_open"
                    ),
                    models.Index(fields=["drawn_at"], include=("last_line_id",), name="odop_statement_run_drawn"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("interval", "last_day"), name="odop_statement_run_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("interval", "on_demand"),
                            models.Q(("first_day__isnull", False), ("last_day__isnull", False)),
                            _connector="OR",
                        ),
                        name="odop_statement_run_days",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="statement",
            name="run",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="statements", to="odop_accounts.statementrun"
            ),
        ),
        migrations.CreateModel(
            name="WithholdingRate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("revision", models.PositiveIntegerField(default=0)),
                ("rate_bp", models.PositiveIntegerField()),
                ("citation", models.CharField(max_length=500)),
                ("confidence", models.CharField(choices=[("H", "high"), ("M", "medium"), ("L", "low")], max_length=1)),
                ("added_by", models.CharField(blank=True, default="", max_length=128)),
                ("added_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("kind", models.CharField(max_length=16)),
                ("no_pan_rate_bp", models.PositiveIntegerField(blank=True, null=True)),
                ("limit_paise", models.BigIntegerField(blank=True, null=True)),
                ("limit_for", models.CharField(default="nobody", max_length=24)),
                ("section", models.CharField(blank=True, default="", max_length=64)),
                ("payment_code", models.CharField(blank=True, default="", max_length=16)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "valid_from", "revision"), name="odop_withholding_once"),
                    models.CheckConstraint(
                        condition=models.Q(("rate_bp__lte", 10000), models.Q(("citation", ""), _negated=True)),
                        name="odop_withholding_stated",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="odop_withholding_days",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TaxDeduction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=255, unique=True)),
                ("kind", models.CharField(max_length=16)),
                ("payee", models.CharField(max_length=128)),
                ("supplier_id", models.BigIntegerField(null=True)),
                ("source", models.CharField(blank=True, default="", max_length=128)),
                ("tax_year", models.PositiveSmallIntegerField()),
                ("on", models.DateField()),
                ("amount_paise", models.BigIntegerField()),
                ("base_paise", models.BigIntegerField()),
                ("rate_bp", models.PositiveIntegerField()),
                ("tax_paise", models.BigIntegerField()),
                ("why", models.JSONField()),
                ("year_base_paise", models.BigIntegerField()),
                ("year_covered_paise", models.BigIntegerField()),
                ("year_deducted_paise", models.BigIntegerField()),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "rule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deductions",
                        to="odop_accounts.withholdingrate",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="TaxCollection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=255, unique=True)),
                ("source", models.CharField(max_length=128)),
                ("supplier_id", models.BigIntegerField()),
                ("gstin", models.CharField(max_length=15)),
                ("on", models.DateField()),
                ("month", models.DateField()),
                ("heads", models.CharField(max_length=16)),
                ("amount_paise", models.BigIntegerField()),
                ("tax_paise", models.BigIntegerField()),
                ("why", models.JSONField()),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "rule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="collections",
                        to="odop_accounts.withholdingrate",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="bankfile",
            index=models.Index(fields=["day", "id"], name="odop_bank_file_day"),
        ),
        migrations.AddIndex(
            model_name="bankfile",
            index=models.Index(fields=["exported_at"], name="odop_bank_file_exported"),
        ),
        migrations.AddIndex(
            model_name="bankstatementrow",
            index=django.contrib.postgres.indexes.GinIndex(fields=["codes"], name="odop_bank_row_codes"),
        ),
        migrations.AddIndex(
            model_name="bankstatementrow",
            index=models.Index(fields=["day", "id"], name="odop_bank_row_day"),
        ),
        migrations.AddIndex(
            model_name="bankstatementrow",
            index=models.Index(fields=["recorded_at"], name="odop_bank_row_at"),
        ),
        migrations.AddConstraint(
            model_name="bankstatementrow",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount_paise", 0), _negated=True), name="odop_bank_row_amount"
            ),
        ),
        migrations.AddConstraint(
            model_name="daytotal",
            constraint=models.UniqueConstraint(
                fields=("account", "day"), include=("debit", "credit"), name="odop_day_once"
            ),
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(
                condition=models.Q(("order_id", ""), _negated=True),
                fields=["order_id", "id"],
                name="odop_document_order",
            ),
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(fields=["supplier_id", "-id"], name="odop_document_supplier"),
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(fields=["kind", "id"], name="odop_document_kind"),
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(fields=["issued_on", "id"], name="odop_document_day"),
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(fields=["seller_gstin", "id"], name="odop_document_gstin"),
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(fields=["number"], name="odop_document_number_find"),
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(fields=["order_number", "id"], name="odop_document_order_number"),
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(fields=["issued_at"], name="odop_document_issued_at"),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.UniqueConstraint(
                fields=("issuer", "series", "financial_year", "serial"), name="odop_document_serial"
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__regex", "^[A-Z]{1,4}[0-9]{4}-[0-9]{5,7}$")), name="odop_document_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "gross_paise",
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                django.db.models.expressions.CombinedExpression(
                                    models.F("net_paise"), "+", models.F("cgst_paise")
                                ),
                                "+",
                                models.F("sgst_paise"),
                            ),
                            "+",
                            models.F("igst_paise"),
                        ),
                    ),
                    ("cgst_paise__gte", 0),
                    ("igst_paise__gte", 0),
                    ("net_paise__gte", 0),
                    ("sgst_paise__gte", 0),
                ),
                name="odop_document_adds_up",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("cgst_paise", 0), ("igst_paise", 0), ("sgst_paise", 0)),
                    models.Q(
                        models.Q(("seller_gstin", ""), _negated=True),
                        models.Q(("kind__in", ["bill_of_supply", "invoice"]), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="odop_document_tax",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind__in", ["credit_note", "debit_note"]), _negated=True),
                    ("corrects__isnull", False),
                    _connector="XOR",
                ),
                name="odop_document_corrects",
            ),
        ),
        migrations.AddIndex(
            model_name="documentline",
            index=models.Index(
                condition=models.Q(("sale_id__isnull", False)), fields=["sale_id"], name="odop_document_sale"
            ),
        ),
        migrations.AddIndex(
            model_name="journalentry",
            index=models.Index(fields=["source", "id"], name="odop_entry_source"),
        ),
        migrations.AddIndex(
            model_name="journalentry",
            index=models.Index(fields=["effective_on", "id"], name="odop_entry_day"),
        ),
        migrations.AddIndex(
            model_name="journalentry",
            index=models.Index(fields=["kind", "id"], name="odop_entry_kind"),
        ),
        migrations.AddIndex(
            model_name="journalentry",
            index=django.contrib.postgres.indexes.BrinIndex(fields=["recorded_at"], name="odop_entry_recorded"),
        ),
        migrations.AddConstraint(
            model_name="journalentry",
            constraint=models.CheckConstraint(
                condition=models.Q(("key", ""), _negated=True), name="odop_entry_has_key"
            ),
        ),
        migrations.AddConstraint(
            model_name="journalentry",
            constraint=models.CheckConstraint(
                condition=models.Q(("reversal_of", models.F("id")), _negated=True),
                name="odop_entry_not_its_own_reversal",
            ),
        ),
        migrations.AddIndex(
            model_name="journalline",
            index=models.Index(fields=["account", "effective_on", "id"], name="odop_line_account"),
        ),
        migrations.AddConstraint(
            model_name="journalline",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount", 0), _negated=True), name="odop_line_amount"
            ),
        ),
        migrations.AddConstraint(
            model_name="bankstatementmatch",
            constraint=models.UniqueConstraint(fields=("row", "payout", "kind"), name="odop_bank_match_once"),
        ),
        migrations.AddIndex(
            model_name="payout",
            index=models.Index(fields=["supplier_id", "-id"], name="odop_payout_supplier"),
        ),
        migrations.AddIndex(
            model_name="payout",
            index=models.Index(fields=["state", "id"], name="odop_payout_state"),
        ),
        migrations.AddIndex(
            model_name="payout",
            index=models.Index(fields=["batch", "id"], name="odop_payout_batch"),
        ),
        migrations.AddIndex(
            model_name="payout",
            index=models.Index(fields=["prepared_at"], name="odop_payout_prepared"),
        ),
        migrations.AddIndex(
            model_name="payout",
            index=models.Index(condition=models.Q(("utr", ""), _negated=True), fields=["utr"], name="odop_payout_utr"),
        ),
        migrations.AddIndex(
            model_name="payout",
            index=models.Index(
                condition=models.Q(("issue__isnull", False)), fields=["issue", "id"], name="odop_payout_issue"
            ),
        ),
        migrations.AddConstraint(
            model_name="payout",
            constraint=models.CheckConstraint(condition=models.Q(("amount_paise__gt", 0)), name="odop_payout_amount"),
        ),
        migrations.AddConstraint(
            model_name="payout",
            constraint=models.CheckConstraint(
                condition=models.Q(("key__regex", "^[A-Za-z0-9]{16,20}$")), name="odop_payout_key"
            ),
        ),
        migrations.AddConstraint(
            model_name="payout",
            constraint=models.CheckConstraint(
                condition=models.Q(("approved_by", models.F("prepared_by")), _negated=True),
                name="odop_payout_four_eyes",
            ),
        ),
        migrations.AddConstraint(
            model_name="payout",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["prepared", "cancelled"]),
                    models.Q(models.Q(("approved_by", ""), _negated=True), ("approved_at__isnull", False)),
                    _connector="OR",
                ),
                name="odop_payout_approved",
            ),
        ),
        migrations.AddConstraint(
            model_name="payout",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["prepared", "approved", "sending", "sent", "in_doubt"])),
                fields=("supplier_id",),
                name="odop_payout_one_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="statementline",
            constraint=models.UniqueConstraint(fields=("statement", "place"), name="odop_statement_line_place"),
        ),
        migrations.AddConstraint(
            model_name="statementline",
            constraint=models.UniqueConstraint(fields=("entry", "supplier_id"), name="odop_statement_line_once"),
        ),
        migrations.AddConstraint(
            model_name="statementline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "amount_paise",
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                django.db.models.expressions.CombinedExpression(
                                                    django.db.models.expressions.CombinedExpression(
                                                        django.db.models.expressions.CombinedExpression(
                                                            django.db.models.expressions.CombinedExpression(
                                                                models.F("buyer_paise"), "+", models.F("discount_paise")
                                                            ),
                                                            "-",
                                                            models.F("goods_tax_paise"),
                                                        ),
                                                        "-",
                                                        models.F("commission_paise"),
                                                    ),
                                                    "-",
                                                    models.F("charges_paise"),
                                                ),
                                                "-",
                                                models.F("services_tax_paise"),
                                            ),
                                            "-",
                                            models.F("tcs_paise"),
                                        ),
                                        "-",
                                        models.F("tds_paise"),
                                    ),
                                    "+",
                                    models.F("compensation_paise"),
                                ),
                                "-",
                                models.F("payout_paise"),
                            ),
                            "+",
                            models.F("other_paise"),
                        ),
                    )
                ),
                name="odop_statement_line_adds_up",
            ),
        ),
        migrations.AddConstraint(
            model_name="statementpdf",
            constraint=models.UniqueConstraint(fields=("statement", "language"), name="odop_statement_pdf_once"),
        ),
        migrations.AddIndex(
            model_name="statement",
            index=models.Index(fields=["supplier_id", "-id"], name="odop_statement_supplier"),
        ),
        migrations.AddIndex(
            model_name="statement",
            index=models.Index(fields=["last_day", "id"], name="odop_statement_day"),
        ),
        migrations.AddIndex(
            model_name="statement",
            index=models.Index(fields=["issued_at"], name="odop_statement_issued"),
        ),
        migrations.AddIndex(
            model_name="statement",
            index=models.Index(fields=["number"], name="odop_statement_by_number"),
        ),
        migrations.AddIndex(
            model_name="statement",
            index=models.Index(fields=["due_paise", "id"], name="odop_statement_due"),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.UniqueConstraint(
                fields=("issuer", "series", "financial_year", "serial"), name="odop_statement_serial"
            ),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__regex", "^[A-Z]{1,4}[0-9]{4}-[0-9]{5,7}$")), name="odop_statement_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.UniqueConstraint(fields=("supplier_id", "turn"), name="odop_statement_turn"),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.UniqueConstraint(fields=("supplier_id", "until"), name="odop_statement_once"),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "closing_paise",
                        django.db.models.expressions.CombinedExpression(
                            models.F("opening_paise"), "+", models.F("movement_paise")
                        ),
                    ),
                    (
                        "closing_paise",
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                models.F("earned_paise"), "+", models.F("due_paise")
                            ),
                            "+",
                            models.F("under_way_paise"),
                        ),
                    ),
                ),
                name="odop_statement_adds_up",
            ),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.CheckConstraint(
                condition=models.Q(("first_day__lte", models.F("last_day"))), name="odop_statement_days"
            ),
        ),
        migrations.AddIndex(
            model_name="taxdeduction",
            index=models.Index(fields=["payee", "kind", "tax_year", "-id"], name="odop_deduction_year"),
        ),
        migrations.AddIndex(
            model_name="taxdeduction",
            index=models.Index(fields=["supplier_id", "kind", "tax_year", "-id"], name="odop_deduction_supplier"),
        ),
        migrations.AddIndex(
            model_name="taxdeduction",
            index=models.Index(fields=["source", "id"], name="odop_deduction_source"),
        ),
        migrations.AddIndex(
            model_name="taxcollection",
            index=models.Index(
                fields=["gstin", "month", "on", "heads"], include=("amount_paise",), name="odop_collection_month"
            ),
        ),
        migrations.AddIndex(
            model_name="taxcollection",
            index=models.Index(fields=["month", "supplier_id"], name="odop_collection_supplier"),
        ),
        migrations.AddIndex(
            model_name="taxcollection",
            index=models.Index(fields=["source", "id"], name="odop_collection_source"),
        ),
        create_triggers(Path(__file__).with_name("triggers.sql")),
    ]
