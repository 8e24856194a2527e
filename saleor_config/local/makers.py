"""Makes the sample catalogue's makers known to the suite: who they are, what they supply, where products come from.

Only the plugins' own `api` is used, as a merchant's set-up script would. Run it once on an empty database.
"""

from __future__ import annotations

from typing import Any

from odop_consignment import api as consignment
from odop_provenance import api as provenance
from saleor_config.local.sample import Catalogue, Maker
from saleor_config.local.supply import offers


def register_makers(catalogue: Catalogue, ids: dict[str, Any]) -> None:
    """`ids` are Saleor's: `{"warehouses", "products", "variants"}` by maker key, product slug and SKU."""
    suppliers = {maker.key: _register(maker) for maker in catalogue.makers}
    for product in catalogue.products:
        provenance.claim(
            ids["products"][product.slug],
            district_slug=product.district,
            craft_slug=product.craft,
            artisan_slug=product.maker,
        )
        for sku, maker, priority in offers(product):
            consignment.save_offer(
                supplier_id=suppliers[maker],
                variant_id=ids["variants"][sku],
                pickup_point_id=ids["warehouses"][maker],
                priority=priority,
            )


def _register(maker: Maker) -> int:
    provenance.save_artisan(
        maker.key,
        name=maker.name_en,
        name_hi=maker.name_hi,
        district_slug=maker.district,
        village=maker.village,
        shows_name=True,
    )
    supplier = consignment.save_supplier(
        name=maker.name_en,
        name_hi=maker.name_hi,
        phone=maker.phone,
        language=maker.language,
        artisan_slug=maker.key,
    )
    return supplier.id
