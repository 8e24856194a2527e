"""An agreement can be ended, and it is on record who changed an offer and who recorded a signature."""

import django.db.models.deletion
from django.db import migrations, models
from django.utils import timezone


class Migration(migrations.Migration):
    dependencies = [("odop_consignment", "0005_guards")]
    operations = [
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
        ),
        migrations.AddField(
            model_name="agreementversion",
            name="signature_recorded_by",
            field=models.CharField(blank=True, default="", max_length=128),
        ),
        migrations.AddField(
            model_name="offer", name="changed_by", field=models.CharField(blank=True, default="", max_length=128)
        ),
        migrations.AddField(
            model_name="offer",
            name="changed_at",
            field=models.DateTimeField(auto_now=True, default=timezone.now),
            preserve_default=False,
        ),
        migrations.RunSQL(
            "CREATE TRIGGER odop_agreementend_stays BEFORE UPDATE OR DELETE ON odop_consignment_agreementend"
            " FOR EACH ROW EXECUTE FUNCTION odop_consignment_stays();",
            "DROP TRIGGER odop_agreementend_stays ON odop_consignment_agreementend;",
        ),
    ]
