"""Districts, and the crafts each is known for."""

from odop_provenance.places.records import (
    CraftInfo,
    DistrictInfo,
    UnknownCraft,
    UnknownPlace,
    find_craft,
    find_district,
    find_district_by_code,
    list_crafts,
    list_crafts_by_district,
    list_districts,
)

__all__ = [
    "CraftInfo", "DistrictInfo", "UnknownCraft", "UnknownPlace", "find_craft", "find_district",
    "find_district_by_code", "list_crafts", "list_crafts_by_district", "list_districts",
]  # fmt: skip
