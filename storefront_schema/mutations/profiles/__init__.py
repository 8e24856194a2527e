"""What artisans tell of themselves: proposed by suppliers, reviewed by staff."""

from storefront_schema.mutations.profiles.steps import ArtisanProfileApprove, ArtisanProfileReject
from storefront_schema.mutations.profiles.supplier_profile_propose import SupplierProfilePropose

MUTATIONS = {
    "artisan_profile_approve": ArtisanProfileApprove,
    "artisan_profile_reject": ArtisanProfileReject,
    "supplier_profile_propose": SupplierProfilePropose,
}
