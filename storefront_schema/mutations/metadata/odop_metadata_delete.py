"""odopMetadataDelete: deletes items of the public metadata of an object."""

from __future__ import annotations

from storefront_schema.mutations.metadata.shared import MetadataDelete


class OdopMetadataDelete(MetadataDelete):
    class Meta:
        description = "Deletes items of the public metadata of an object."

    which = "metadata"
