"""The store's attributes by which merchants say where a product comes from."""

from odop_provenance.attributes.definitions import set_up_attributes
from odop_provenance.attributes.sync import find_attribute_notes

__all__ = ["find_attribute_notes", "set_up_attributes"]
