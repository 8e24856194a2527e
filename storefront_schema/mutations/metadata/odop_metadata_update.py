"""odopMetadataUpdate: adds items to the public metadata of an object, or changes them."""

from __future__ import annotations

from storefront_schema.mutations.metadata.shared import MetadataUpdate


class OdopMetadataUpdate(MetadataUpdate):
    class Meta:
        description = (
            "Adds items to the public metadata of an object, or changes them. "
            "Whoever may see the object may read it: keep nothing personal or secret there."
        )

    which = "metadata"
