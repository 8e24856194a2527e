"""The catalogue port over GraphQL, against a Saleor made of recorded answers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from devtools.replay import RecordedSaleor, recorded_answer, recorded_ids, recorded_product_edits
from odop_core.store.catalogue import AttributeSpec, ChangedProduct, InputType, ValueSpec
from odop_core.store.port import MalformedProduct, StoreRefused, StoreUnavailable
from saleor_config.app.models import Installation
from saleor_config.app.store import app_catalogue as catalogue_module
from saleor_config.app.store.app_catalogue import AppCatalogue

pytestmark = pytest.mark.django_db
EARLY = datetime(2020, 1, 1, tzinfo=UTC)
Asked = list[tuple[str, dict[str, Any]]]
DONE: dict[str, Any] = {"errors": []}


@pytest.fixture
def asked(saleor: RecordedSaleor, installation: Installation, monkeypatch: pytest.MonkeyPatch) -> Asked:
    """What our documents sent to a shop that has the attributes set up; it answers reads as recorded."""
    sent: Asked = []

    def answer(query: str, variables: dict[str, Any], _token: str) -> dict[str, Any]:
        name = query.partition("Odop")[2].partition("(")[0]
        sent.append((name, variables))
        return _answers()[name](variables)

    monkeypatch.setattr(saleor, "answer", answer)
    return sent


def _answers() -> dict[str, Callable[[dict[str, Any]], dict[str, Any]]]:
    return {
        "AttributeBySlug": _attribute,
        "AttributeCreate": lambda _variables: recorded_answer("attribute_create_refused")["answer"],
        "AttributeUpdate": lambda _variables: {"data": {"attributeUpdate": DONE}},
        "AttributeValueUpdate": lambda _variables: {"data": {"attributeValueUpdate": DONE}},
        "ProductTypesBySlug": _product_types,
        "ProductAttributeAssign": lambda _variables: {"data": {"productAttributeAssign": DONE}},
        "ProductsChangedSince": _products,
        "VariantsBySku": lambda _variables: {"data": {"productVariants": {"edges": []}}},
    }


def _attribute(variables: dict[str, Any]) -> dict[str, Any]:
    known = variables["slug"] == "odop-artisan"
    return dict(recorded_answer("attribute_by_slug" if known else "attribute_by_slug_unknown")["answer"])


def _product_types(variables: dict[str, Any]) -> dict[str, Any]:
    answer: dict[str, Any] = recorded_answer("product_types_by_slug")["answer"]
    edges = answer["data"]["productTypes"]["edges"]
    return {"data": {"productTypes": {"edges": [e for e in edges if e["node"]["slug"] in variables["slugs"]]}}}


def _products(variables: dict[str, Any]) -> dict[str, Any]:
    """The recorded page, and after it an empty one."""
    if not variables.get("after"):
        return dict(recorded_answer("products_changed_since")["answer"])
    return {"data": {"products": {"pageInfo": {"hasNextPage": False, "endCursor": None}, "edges": []}}}


def mutations(asked: Asked) -> Asked:
    reads = {"AttributeBySlug", "ProductTypesBySlug", "ProductsChangedSince"}
    return [(name, variables) for name, variables in asked if name not in reads]


def artisans(**renamed: str) -> AttributeSpec:
    """The recorded shop's artisans, some of them with another name."""
    edges = recorded_answer("attribute_by_slug")["answer"]["data"]["named"]["choices"]["edges"]
    slugs = [edge["node"]["slug"] for edge in edges]
    values = [ValueSpec(f"odop-artisan:{slug}", renamed.get(slug.replace("-", "_"), slug)) for slug in slugs]
    return AttributeSpec("odop-artisan", "ODOP artisan", values=tuple(values))


def test_an_attribute_as_wanted_is_only_read(asked: Asked) -> None:
    assert AppCatalogue().ensure_attribute(artisans()) == []
    assert mutations(asked) == []


def test_a_missing_value_is_added_and_a_renamed_one_named_again(asked: Asked) -> None:
    # given
    spec = artisans(rehana_begum="rehana")
    spec = AttributeSpec(spec.slug, spec.name, values=(*spec.values, ValueSpec("odop-artisan:new", "new")))

    # when
    changes = AppCatalogue().ensure_attribute(spec)

    # then
    assert changes == ["value rehana of odop-artisan repaired", "value new of odop-artisan created"]
    (first, renamed), (second, added) = mutations(asked)
    assert (first, renamed["input"]) == ("AttributeValueUpdate", {"name": "rehana"})
    assert (second, added["input"]) == (
        "AttributeUpdate",
        {"addValues": [{"name": "new", "externalReference": "odop-artisan:new"}]},
    )


def test_many_values_are_added_in_portions(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    monkeypatch.setattr(catalogue_module, "VALUES_AT_ONCE", 2)
    values = tuple(ValueSpec(f"odop-artisan:new-{number}", f"new-{number}") for number in range(5))

    # when
    changes = AppCatalogue().ensure_attribute(AttributeSpec("odop-artisan", "", values=values))

    # then
    assert len(changes) == 5
    assert [len(variables["input"]["addValues"]) for _name, variables in mutations(asked)] == [2, 2, 1]


def test_an_attribute_of_another_kind_is_refused(asked: Asked) -> None:
    with pytest.raises(StoreRefused, match="odop-artisan of another kind"):
        AppCatalogue().ensure_attribute(AttributeSpec("odop-artisan", "", InputType.BOOLEAN))


def test_what_saleor_refuses_is_said_in_its_words(asked: Asked) -> None:
    with pytest.raises(StoreRefused, match="already exists"):
        AppCatalogue().ensure_attribute(AttributeSpec("odop-gi", "GI", InputType.BOOLEAN))


def test_a_value_for_an_attribute_never_set_up_is_left(asked: Asked) -> None:
    assert AppCatalogue().ensure_value("odop-nothing", ValueSpec("odop-nothing:x", "x")) == []
    assert mutations(asked) == []


def test_only_missing_attributes_are_assigned(asked: Asked) -> None:
    assert AppCatalogue().assign_attributes(["odop-artisan", "odop-gi"], ["odop-product"]) == []
    assert mutations(asked) == []


def test_an_unknown_product_type_or_attribute_is_refused_by_name(asked: Asked) -> None:
    with pytest.raises(StoreRefused, match="no product type saree"):
        AppCatalogue().assign_attributes(["odop-artisan"], ["odop-product", "saree"])
    with pytest.raises(StoreRefused, match="no attribute odop-nothing"):
        AppCatalogue().assign_attributes(["odop-nothing"], ["odop-product"])


def test_changed_products_come_page_by_page_and_are_read_like_events(asked: Asked) -> None:
    # when
    changed: list[ChangedProduct] = list(AppCatalogue().products_changed_since(EARLY))

    # then
    assert len(changed) == 2
    read = [AppCatalogue().read_product(row.payload) for row in changed]
    assert [product and product.id for product in read] == [row.product_id for row in changed]
    assert all(product and product.attributes["odop-district"] for product in read)


def test_without_an_installation_it_is_unavailable() -> None:
    with pytest.raises(StoreUnavailable):
        AppCatalogue().ensure_attribute(artisans())


def test_before_any_saleor_installed_us_no_value_is_missing() -> None:
    assert AppCatalogue().ensure_value("odop-artisan", ValueSpec("odop-artisan:new", "new")) == []


def test_a_recorded_product_is_read() -> None:
    # given
    _sentence, delivery = recorded_product_edits()[2]

    # when
    product = AppCatalogue().read_product({"product": delivery.products[0]})

    # then
    assert product is not None
    assert (product.slug, product.product_type) == ("chikankari-stole", "odop-product")
    assert product.attributes == {
        "odop-artisan": ("odop-artisan:rehana-begum",),
        "odop-craft": ("odop-craft:chikankari",),
        "odop-district": ("odop-district:162",),
        "odop-gi": ("true",),
    }


def test_attributes_of_a_merchants_own_are_not_kept() -> None:
    # given
    _sentence, delivery = recorded_product_edits()[0]
    node = delivery.products[0] | {
        "attributes": [
            {"attribute": {"slug": "colour"}, "values": [{"slug": "red", "externalReference": None, "boolean": None}]}
        ]
    }

    # then
    product = AppCatalogue().read_product({"product": node})
    assert product is not None
    assert product.attributes == {}


@pytest.mark.parametrize("payload", [{}, {"order": {}}, {"product": {"id": "x"}}, {"product": None}])
def test_a_payload_without_a_whole_product_is_malformed(payload: dict[str, Any]) -> None:
    with pytest.raises(MalformedProduct):
        AppCatalogue().read_product(payload)


def test_a_deleted_product_is_none() -> None:
    assert AppCatalogue().read_product({"deleted": "UHJvZHVjdDox"}) is None


def test_variants_are_found_by_their_skus(saleor: RecordedSaleor, installation: Installation) -> None:
    # given
    ids = recorded_ids()

    # when
    found = AppCatalogue().variants_by_sku(["LKO-CHK-ANK-L", "LKO-CHK-ANK-M", "nobody's"])

    # then
    assert found.keys() == {"LKO-CHK-ANK-L", "LKO-CHK-ANK-M"}
    info = found["LKO-CHK-ANK-L"]
    assert info.variant_id == ids["variants"]["LKO-CHK-ANK-L"]
    assert info.product_id == ids["products"]["chikankari-kurta-anarkali"]
    assert "kurta" in info.product_name.lower()


def test_many_skus_are_asked_for_a_hundred_at_a_time(asked: Asked) -> None:
    # when
    AppCatalogue().variants_by_sku(f"SKU-{number}" for number in range(250))

    # then
    assert [len(variables["skus"]) for _name, variables in asked] == [100, 100, 50]


def test_no_sku_asks_nobody(asked: Asked) -> None:
    assert AppCatalogue().variants_by_sku([]) == {}
    assert asked == []
