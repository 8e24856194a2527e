"""Mutations, one file each, in a folder of their subject. The names are those of the GraphQL fields, in Python's
spelling."""

from storefront_schema.mutations import (
    accounts,
    agreements,
    helpline,
    logistics,
    messages,
    metadata,
    objections,
    offers,
    payouts,
    profiles,
    provenance,
    sales,
    sign_in,
    stock,
    suppliers,
    tables,
    tax,
    work,
)
from storefront_schema.mutations.base import StaffMutation

# What both hosts offer. Beside Saleor there is also `odop_plugin_update`.
MUTATIONS: dict[str, type[StaffMutation]] = {
    **provenance.MUTATIONS,
    **suppliers.MUTATIONS,
    **sign_in.MUTATIONS,
    **objections.MUTATIONS,
    **profiles.MUTATIONS,
    **agreements.MUTATIONS,
    **offers.MUTATIONS,
    **sales.MUTATIONS,
    **stock.MUTATIONS,
    **tables.MUTATIONS,
    **messages.MUTATIONS,
    **helpline.MUTATIONS,
    **logistics.MUTATIONS,
    **accounts.MUTATIONS,
    **metadata.MUTATIONS,
    **payouts.MUTATIONS,
    **tax.MUTATIONS,
    **work.MUTATIONS,
}
