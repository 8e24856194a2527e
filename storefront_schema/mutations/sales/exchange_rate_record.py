"""exchangeRateRecord: what another currency was worth in rupees, which settles the sales that waited for it."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api.errors import WrongChoice
from odop_consignment.api.exchange_rates import record_exchange_rate
from storefront_schema import request, scalars
from storefront_schema.errors import Code
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.refusals import refuse_as
from storefront_schema.mutations.sales import shared
from storefront_schema.types.exchange_rates import OdopExchangeRate


class OdopExchangeRateInput(graphene.InputObjectType):
    class Meta:
        description = "A rate, and where it comes from."

    currency = graphene.String(required=True, description='The currency, by ISO 4217, such as "USD".')
    day = scalars.date_input(required=True, description="The Indian day it holds on.")
    until = scalars.date_input(description="The last day it holds on. Default: that day alone.")
    rate = graphene.String(required=True, description='Rupees for 1 of the currency, such as "84.1025".')
    source = graphene.String(
        required=True, description='Where it comes from, such as "Customs notification of 19 November 2026".'
    )


class ExchangeRateRecord(StaffMutation):
    class Meta:
        description = (
            "Records what another currency was worth in rupees, and settles the sales that waited for it. Recorded "
            "again, it corrects the rate for what is not settled yet."
        )
        permissions = shared.PERMISSIONS

    class Arguments:
        input = OdopExchangeRateInput(required=True, description="The rate.")

    exchange_rates = graphene.List(
        graphene.NonNull(OdopExchangeRate), description="The rate of each of the days, oldest first."
    )

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        given = arguments["input"]
        with refuse_as({WrongChoice: (None, Code.INVALID)}):
            rates = record_exchange_rate(
                given["currency"],
                given["day"],
                given["rate"],
                source=given["source"],
                until=given.get("until"),
                by=request.actor(info),
            )
        return {"exchange_rates": rates}
