"""A shop with the suite's attributes, and a merchant who edits them."""

from __future__ import annotations

from io import StringIO

from django.core.management import call_command
from saleor.attribute.models import Attribute
from shop import gid, run

from odop_core.queue import worker
from odop_provenance import api as provenance

UPDATE = """
mutation Update($id: ID!, $input: ProductInput!) {
  productUpdate(id: $id, input: $input) { product { id } errors { field message code } }
}
"""


def set_up(*product_types: str) -> str:
    output = StringIO()
    arguments = [word for slug in product_types for word in ("--product-type", slug)]
    call_command("odop_setup_attributes", *arguments, stdout=output)
    return output.getvalue()


def made_mart(product):
    """A shop whose only product type has the attributes, and one artisan; the shop's product is `product`."""
    provenance.save_artisan("ram-prasad", name="Ram Prasad", district_slug="lucknow")
    set_up(product.product_type.slug)
    worker.run_due()
    return product


def attribute_id(slug):
    return gid(Attribute.objects.get(slug=slug))


def choose(client, product, **values):
    """As the Dashboard saves a product: a value for each attribute given, None for none."""
    attributes = []
    for name, value in values.items():
        given = {"boolean": value} if name == "gi" else {"dropdown": {"value": value} if value else {}}
        if value is None and name != "gi":
            given = {"values": []}
        attributes.append({"id": attribute_id(f"odop-{name}"), **given})
    run(client, UPDATE, id=gid(product), input={"attributes": attributes})
    worker.run_due()
