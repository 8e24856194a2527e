"""What the database itself guards: records that only grow, terms that bind, and that every piece is somewhere."""

from django.db import migrations

# What happened, was agreed or was seen is never changed or deleted; a correction is another row.
GROWING = (
    "regime", "verification", "onboardingstep", "consent", "disclosure", "turnoverdeclaration", "salestep", "saleterms",
    "stockmovement",
)  # fmt: skip

STAYS = """
CREATE FUNCTION odop_consignment_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Rows of % are never changed or deleted: add another.', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END
$$;
""" + "".join(
    f"CREATE TRIGGER odop_{table}_stays BEFORE UPDATE OR DELETE ON odop_consignment_{table}"
    " FOR EACH ROW EXECUTE FUNCTION odop_consignment_stays();\n"
    for table in GROWING
)
STAYS_NO_MORE = (
    "".join(f"DROP TRIGGER odop_{table}_stays ON odop_consignment_{table};\n" for table in GROWING)
    + "DROP FUNCTION odop_consignment_stays();"
)

# A signed version, and what belongs to it, is as it was signed. (Ending it is another version.)
SIGNED = """
CREATE FUNCTION odop_signed_version_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'signed' THEN
        RAISE EXCEPTION 'A signed agreement is never changed: write another version.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
END
$$;
CREATE TRIGGER odop_signed_version_stays BEFORE UPDATE OR DELETE ON odop_consignment_agreementversion
    FOR EACH ROW EXECUTE FUNCTION odop_signed_version_stays();

CREATE FUNCTION odop_signed_terms_stay() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    touched bigint[];
BEGIN
    IF TG_TABLE_NAME = 'odop_consignment_commissiontier' THEN
        SELECT array_agg(version_id) INTO touched FROM odop_consignment_commissionrule
            WHERE id IN (CASE WHEN TG_OP = 'INSERT' THEN NEW.rule_id ELSE OLD.rule_id END,
                         CASE WHEN TG_OP = 'DELETE' THEN OLD.rule_id ELSE NEW.rule_id END);
    ELSE
        touched := ARRAY[CASE WHEN TG_OP = 'INSERT' THEN NEW.version_id ELSE OLD.version_id END,
                         CASE WHEN TG_OP = 'DELETE' THEN OLD.version_id ELSE NEW.version_id END];
    END IF;
    IF EXISTS (SELECT FROM odop_consignment_agreementversion WHERE id = ANY (touched) AND state = 'signed') THEN
        RAISE EXCEPTION 'The terms of a signed agreement are never changed: write another version.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
END
$$;
"""
SIGNED_TERMS = "".join(
    f"CREATE TRIGGER odop_signed_{table}_stays BEFORE INSERT OR UPDATE OR DELETE ON odop_consignment_{table}"
    " FOR EACH ROW EXECUTE FUNCTION odop_signed_terms_stay();\n"
    for table in ("commissionrule", "commissiontier", "charge")
)
SIGNED_NO_MORE = (
    "DROP TRIGGER odop_signed_version_stays ON odop_consignment_agreementversion;\n"
    + "".join(
        f"DROP TRIGGER odop_signed_{table}_stays ON odop_consignment_{table};\n"
        for table in ("commissionrule", "commissiontier", "charge")
    )
    + "DROP FUNCTION odop_signed_version_stays(); DROP FUNCTION odop_signed_terms_stay();"
)

# A lot's sums follow its movements and nothing else; its constraints refuse a sum that cannot be.
LOTS = """
CREATE FUNCTION odop_lot_follows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('odop.movement', 'on', true);
    UPDATE odop_consignment_lot AS lot SET
        received = lot.received + CASE NEW.kind WHEN 'received' THEN NEW.quantity ELSE 0 END,
        found = lot.found + CASE NEW.kind WHEN 'counted' THEN NEW.quantity ELSE 0 END,
        sold = lot.sold + CASE NEW.kind WHEN 'sold' THEN NEW.quantity WHEN 'unsold' THEN -NEW.quantity ELSE 0 END,
        sent_back = lot.sent_back + CASE NEW.kind WHEN 'sent_back' THEN NEW.quantity ELSE 0 END,
        damaged = lot.damaged + CASE NEW.kind WHEN 'damaged' THEN NEW.quantity ELSE 0 END,
        in_stock = lot.in_stock + CASE NEW.kind
            WHEN 'received' THEN NEW.quantity WHEN 'unsold' THEN NEW.quantity WHEN 'counted' THEN NEW.quantity
            ELSE -NEW.quantity END
    WHERE lot.id = NEW.lot_id;
    PERFORM set_config('odop.movement', '', true);
    RETURN NULL;
END
$$;
CREATE TRIGGER odop_lot_follows AFTER INSERT ON odop_consignment_stockmovement
    FOR EACH ROW EXECUTE FUNCTION odop_lot_follows();

CREATE FUNCTION odop_lot_sums_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('odop.movement', true) IS DISTINCT FROM 'on' THEN
        RAISE EXCEPTION 'The pieces of a lot change by movements only.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER odop_lot_sums_stay
    BEFORE UPDATE OF received, found, sold, sent_back, damaged, in_stock ON odop_consignment_lot
    FOR EACH ROW EXECUTE FUNCTION odop_lot_sums_stay();
"""
LOTS_NO_MORE = """
DROP TRIGGER odop_lot_sums_stay ON odop_consignment_lot;
DROP FUNCTION odop_lot_sums_stay();
DROP TRIGGER odop_lot_follows ON odop_consignment_stockmovement;
DROP FUNCTION odop_lot_follows();
"""

# Whoever was told of a sale was told the truth.
PIECES = """
CREATE FUNCTION odop_sale_pieces_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.quantity <> OLD.quantity THEN
        RAISE EXCEPTION 'The pieces of a sale never change: more are another sale.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER odop_sale_pieces_stay BEFORE UPDATE OF quantity ON odop_consignment_sale
    FOR EACH ROW EXECUTE FUNCTION odop_sale_pieces_stay();
"""
PIECES_NO_MORE = """
DROP TRIGGER odop_sale_pieces_stay ON odop_consignment_sale;
DROP FUNCTION odop_sale_pieces_stay();
"""


class Migration(migrations.Migration):
    dependencies = [("odop_consignment", "0004_onboarding_agreements_stock")]
    operations = [
        migrations.RunSQL(STAYS, STAYS_NO_MORE),
        migrations.RunSQL(SIGNED + SIGNED_TERMS, SIGNED_NO_MORE),
        migrations.RunSQL(LOTS, LOTS_NO_MORE),
        migrations.RunSQL(PIECES, PIECES_NO_MORE),
    ]
