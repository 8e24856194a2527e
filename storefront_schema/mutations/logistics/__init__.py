"""Collections."""

from storefront_schema.mutations.logistics.pickup_collect import PickupCollect
from storefront_schema.mutations.logistics.pickup_mark_missed import PickupMarkMissed
from storefront_schema.mutations.logistics.pickup_schedule import PickupSchedule

MUTATIONS = {
    "pickup_collect": PickupCollect,
    "pickup_mark_missed": PickupMarkMissed,
    "pickup_schedule": PickupSchedule,
}
