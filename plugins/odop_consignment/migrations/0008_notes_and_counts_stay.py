"""Notes are numbered without gaps when they are posted; posted notes, settled counts and lots stay as they are."""

from django.db import migrations, models

STAYS = """
CREATE FUNCTION odop_consignment_written() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state NOT IN ('draft', 'open') THEN
        RAISE EXCEPTION 'A % of % is never changed: write another.', OLD.state, TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
END
$$;
CREATE TRIGGER odop_note_stays BEFORE UPDATE OR DELETE ON odop_consignment_consignmentnote
    FOR EACH ROW EXECUTE FUNCTION odop_consignment_written();
CREATE TRIGGER odop_count_stays BEFORE UPDATE OR DELETE ON odop_consignment_stockcount
    FOR EACH ROW EXECUTE FUNCTION odop_consignment_written();

CREATE FUNCTION odop_note_lines_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM odop_consignment_consignmentnote WHERE state <> 'draft' AND id IN (
        CASE WHEN TG_OP = 'INSERT' THEN NEW.note_id ELSE OLD.note_id END,
        CASE WHEN TG_OP = 'DELETE' THEN OLD.note_id ELSE NEW.note_id END)) THEN
        RAISE EXCEPTION 'The lines of a posted or cancelled note are never changed: write another note.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
END
$$;
CREATE TRIGGER odop_note_lines_stay BEFORE INSERT OR UPDATE OR DELETE ON odop_consignment_noteline
    FOR EACH ROW EXECUTE FUNCTION odop_note_lines_stay();

CREATE FUNCTION odop_count_lines_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM odop_consignment_stockcount WHERE state <> 'open' AND id IN (
        CASE WHEN TG_OP = 'INSERT' THEN NEW.count_id ELSE OLD.count_id END,
        CASE WHEN TG_OP = 'DELETE' THEN OLD.count_id ELSE NEW.count_id END)) THEN
        RAISE EXCEPTION 'The lines of a settled or dropped count are never changed: count again.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
END
$$;
CREATE TRIGGER odop_count_lines_stay BEFORE INSERT OR UPDATE OR DELETE ON odop_consignment_stockcountline
    FOR EACH ROW EXECUTE FUNCTION odop_count_lines_stay();

CREATE TRIGGER odop_lot_stays BEFORE DELETE OR UPDATE OF offer_id, line_id, received_on ON odop_consignment_lot
    FOR EACH ROW EXECUTE FUNCTION odop_consignment_stays();
CREATE TRIGGER odop_adjustment_stays
    BEFORE DELETE OR UPDATE OF key, variant_id, pickup_point_id, change ON odop_consignment_stockadjustment
    FOR EACH ROW EXECUTE FUNCTION odop_consignment_stays();

CREATE FUNCTION odop_adjustment_done_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.done_at IS NOT NULL THEN
        RAISE EXCEPTION 'This change of the store''s stock was done already.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER odop_adjustment_done_once BEFORE UPDATE OF before, done_at ON odop_consignment_stockadjustment
    FOR EACH ROW EXECUTE FUNCTION odop_adjustment_done_once();
"""
STAYS_NO_MORE = """
DROP TRIGGER odop_note_stays ON odop_consignment_consignmentnote;
DROP TRIGGER odop_count_stays ON odop_consignment_stockcount;
DROP FUNCTION odop_consignment_written();
DROP TRIGGER odop_note_lines_stay ON odop_consignment_noteline;
DROP FUNCTION odop_note_lines_stay();
DROP TRIGGER odop_count_lines_stay ON odop_consignment_stockcountline;
DROP FUNCTION odop_count_lines_stay();
DROP TRIGGER odop_lot_stays ON odop_consignment_lot;
DROP TRIGGER odop_adjustment_stays ON odop_consignment_stockadjustment;
DROP TRIGGER odop_adjustment_done_once ON odop_consignment_stockadjustment;
DROP FUNCTION odop_adjustment_done_once();
"""

NUMBERED = models.Q(
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
)


class Migration(migrations.Migration):
    dependencies = [("odop_consignment", "0007_turnover_by_supplier")]
    operations = [
        migrations.AlterField("consignmentnote", "number", models.CharField(blank=True, default="", max_length=16)),
        migrations.AddField("consignmentnote", "year", models.PositiveSmallIntegerField(blank=True, null=True)),
        migrations.AddField("consignmentnote", "serial", models.PositiveIntegerField(blank=True, null=True)),
        migrations.AddConstraint(
            "consignmentnote",
            models.UniqueConstraint(
                condition=models.Q(("number", ""), _negated=True), fields=("number",), name="odop_note_number_once"
            ),
        ),
        migrations.AddConstraint(
            "consignmentnote",
            models.UniqueConstraint(fields=("kind", "year", "serial"), name="odop_note_serial_once"),
        ),
        migrations.AddConstraint(
            "consignmentnote", models.CheckConstraint(condition=NUMBERED, name="odop_note_numbered_when_posted")
        ),
        migrations.AddIndex("consignmentnote", models.Index(fields=["state", "-id"], name="odop_note_state")),
        migrations.AddField("stockmovement", "photo", models.CharField(blank=True, default="", max_length=255)),
        migrations.AddField("stockmovement", "photo_sha256", models.CharField(blank=True, default="", max_length=64)),
        migrations.AddIndex("stockmovement", models.Index(fields=["lot", "-id"], name="odop_movement_lot")),
        migrations.AddIndex(
            "stockadjustment",
            models.Index(
                condition=models.Q(("done_at", None)),
                fields=["variant_id", "pickup_point_id"],
                name="odop_adjustment_open",
            ),
        ),
        migrations.RunSQL(STAYS, STAYS_NO_MORE),
    ]
