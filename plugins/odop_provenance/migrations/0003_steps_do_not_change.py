"""What happened to a claim cannot be rewritten: the database refuses to change or delete a step."""

from django.db import migrations

CREATE = """
CREATE FUNCTION odop_claim_steps_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Steps of a claim are never changed or deleted.' USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER odop_claim_steps_stay BEFORE UPDATE OR DELETE ON odop_provenance_claimstep
    FOR EACH ROW EXECUTE FUNCTION odop_claim_steps_stay();
"""
DROP = """
DROP TRIGGER odop_claim_steps_stay ON odop_provenance_claimstep;
DROP FUNCTION odop_claim_steps_stay();
"""


class Migration(migrations.Migration):
    dependencies = [("odop_provenance", "0002_claims_checked")]
    operations = [migrations.RunSQL(CREATE, DROP)]
