from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("odop_consignment", "0001_initial")]

    operations = [
        migrations.RemoveConstraint(model_name="sale", name="odop_sale_line_point"),
        migrations.AddIndex(model_name="sale", index=models.Index(fields=["order_line_id"], name="odop_sale_line")),
    ]
