"""What other currencies were worth in rupees."""

from __future__ import annotations

import graphene

from storefront_schema import scalars
from storefront_schema.types.actors import staff_actor_field
from storefront_schema.types.fields import staff_text


class OdopExchangeRate(graphene.ObjectType):
    class Meta:
        description = "So many rupees for one main unit of a currency, on an Indian day."

    currency = graphene.String(required=True, description='The currency, by ISO 4217, such as "USD".')
    day = scalars.date_field(required=True, description="The Indian day.")
    rate = graphene.String(
        required=True,
        resolver=lambda root, _info: f"{root.rate.normalize():f}",
        description='Rupees for 1 of the currency, such as "84.1025".',
    )
    source = staff_text("Where the rate comes from.")
    created_by = staff_actor_field("Who recorded it.", "recorded_by")


class OdopMissingExchangeRate(graphene.ObjectType):
    class Meta:
        description = "A rate that is not recorded yet and that sales wait for."

    currency = graphene.String(required=True, description='The currency, by ISO 4217, such as "USD".')
    day = scalars.date_field(required=True, description="The Indian day of the orders.")
    sales = graphene.Int(required=True, description="How many sales wait for it.")
