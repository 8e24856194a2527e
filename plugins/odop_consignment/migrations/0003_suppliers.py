"""A consignor is one kind of supplier: the same party may be a vendor tomorrow, and keeps its row."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("odop_consignment", "0002_sales_do_not_change")]

    operations = [
        migrations.RemoveConstraint(model_name="offer", name="odop_offer_once"),
        migrations.RenameModel("Consignor", "Supplier"),
        migrations.RenameField("Offer", "consignor", "supplier"),
        migrations.RenameField("Sale", "consignor", "supplier"),
        migrations.AddConstraint(
            model_name="offer",
            constraint=models.UniqueConstraint(
                fields=["variant_id", "pickup_point_id", "supplier"], name="odop_offer_once"
            ),
        ),
    ]
