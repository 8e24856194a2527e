"""The name under a signed agreement may be blanked, and nothing else of it: when the supplier's data are erased."""

from django.db import migrations

FUNCTION = """
CREATE OR REPLACE FUNCTION odop_signed_version_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'signed' {exception} THEN
        RAISE EXCEPTION 'A signed agreement is never changed: write another version.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
END
$$;
"""
BUT_THE_NAME = (
    "AND NOT (TG_OP = 'UPDATE' AND NEW.signed_by = '' AND to_jsonb(NEW) - 'signed_by' = to_jsonb(OLD) - 'signed_by')"
)


class Migration(migrations.Migration):
    dependencies = [("odop_consignment", "0009_references")]
    operations = [migrations.RunSQL(FUNCTION.format(exception=BUT_THE_NAME), FUNCTION.format(exception=""))]
