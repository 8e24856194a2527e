"""odopPrivateMetadataUpdate: adds items to the private metadata of an object, or changes them."""

from __future__ import annotations

from storefront_schema.mutations.metadata.shared import MetadataUpdate


class OdopPrivateMetadataUpdate(MetadataUpdate):
    class Meta:
        description = (
            "Adds items to the private metadata of an object, or changes them. Keep nothing personal or secret there."
        )

    which = "private_metadata"
