"""Inserting work wakes the workers that listen: no broker call, no extra query for the one who inserts."""

from django.db import migrations

TABLES = ["odop_core_inboxevent", "odop_core_handling", "odop_core_outboxitem"]

CREATE = """
CREATE FUNCTION odop_core_wake_workers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NOTIFY odop_work;
    RETURN NULL;
END
$$;
""" + "".join(
    f"CREATE TRIGGER odop_wake_workers AFTER INSERT ON {table}"
    " FOR EACH STATEMENT EXECUTE FUNCTION odop_core_wake_workers();\n"
    for table in TABLES
)
DROP = (
    "".join(f"DROP TRIGGER odop_wake_workers ON {table};\n" for table in TABLES)
    + "DROP FUNCTION odop_core_wake_workers();"
)


class Migration(migrations.Migration):
    dependencies = [("odop_core", "0001_initial")]
    operations = [migrations.RunSQL(CREATE, DROP)]
