"""Collections."""

from storefront_schema.mutations.logistics.pickup_mark_collected import PickupMarkCollected
from storefront_schema.mutations.logistics.pickup_mark_missed import PickupMarkMissed
from storefront_schema.mutations.logistics.pickup_schedule import PickupSchedule

MUTATIONS = {
    "pickup_mark_collected": PickupMarkCollected,
    "pickup_mark_missed": PickupMarkMissed,
    "pickup_schedule": PickupSchedule,
}
