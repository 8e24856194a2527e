"""Collections."""

from storefront_schema.mutations.logistics.pickup_collect import PickupCollect

MUTATIONS = {
    "pickup_collect": PickupCollect,
}
