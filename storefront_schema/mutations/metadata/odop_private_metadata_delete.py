"""odopPrivateMetadataDelete: deletes items of the private metadata of an object."""

from __future__ import annotations

from storefront_schema.mutations.metadata.shared import MetadataDelete


class OdopPrivateMetadataDelete(MetadataDelete):
    class Meta:
        description = "Deletes items of the private metadata of an object."

    which = "private_metadata"
