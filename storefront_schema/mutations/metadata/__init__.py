"""Metadata and external references, for the systems a merchant connects."""

from storefront_schema.mutations.metadata.odop_external_reference_update import OdopExternalReferenceUpdate
from storefront_schema.mutations.metadata.odop_metadata_delete import OdopMetadataDelete
from storefront_schema.mutations.metadata.odop_metadata_update import OdopMetadataUpdate
from storefront_schema.mutations.metadata.odop_private_metadata_delete import OdopPrivateMetadataDelete
from storefront_schema.mutations.metadata.odop_private_metadata_update import OdopPrivateMetadataUpdate

MUTATIONS = {
    "odop_external_reference_update": OdopExternalReferenceUpdate,
    "odop_metadata_delete": OdopMetadataDelete,
    "odop_metadata_update": OdopMetadataUpdate,
    "odop_private_metadata_delete": OdopPrivateMetadataDelete,
    "odop_private_metadata_update": OdopPrivateMetadataUpdate,
}
