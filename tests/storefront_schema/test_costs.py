"""Saleor refuses every query when a cost names something that is not in its schema."""

from storefront_schema.app import schema
from storefront_schema.costs import COSTS


def test_every_cost_is_of_a_field_of_ours() -> None:
    # given
    types = schema().get_type_map()

    # when
    named = [(name, field) for name, fields in COSTS.items() for field in fields]
    unknown = [(name, field) for name, field in named if field not in types[name].fields]

    # then
    assert unknown == []


def test_every_query_has_a_cost() -> None:
    # given
    only_beside_saleor = {"_service", "_entities"}

    # when / then
    assert schema().get_query_type().fields.keys() - only_beside_saleor == COSTS["Query"].keys()
