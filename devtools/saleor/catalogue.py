"""Puts the sample catalogue into a real Saleor (3.21 and later) through its public GraphQL API, and nothing else.

`load_catalogue()` creates what is missing and leaves alone what exists, so running it again changes nothing, and stock
that orders have used up is not refilled. It sets up a shop that can sell: a channel in rupees (prices entered with GST,
unpaid orders allowed because cash on delivery exists), GST tax classes, one pickup point per supplier as a warehouse, a
shipping zone with one method, and the products. The token needs the permissions in `PERMISSIONS`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from devtools.saleor import documents
from devtools.saleor.api import SaleorApi
from devtools.sample import Catalogue, PickupPoint, Product, Variant

CHANNEL = "odop-mart"
PRODUCT_TYPE = "odop-product"
SHIPPING_ZONE = "India"
SHIPPING_METHOD = "Surface courier"
SHIPPING_PRICE = Decimal("80.00")  # rupees with GST
PERMISSIONS = (
    "MANAGE_CHANNELS",
    "MANAGE_PRODUCTS",
    "MANAGE_PRODUCT_TYPES_AND_ATTRIBUTES",
    "MANAGE_SHIPPING",
    "MANAGE_TAXES",
    "MANAGE_TRANSLATIONS",
)


@dataclass
class LoadedCatalogue:
    """Saleor's global IDs for what the catalogue names, and what this run had to create (empty when all was there)."""

    channel: str = ""
    shipping_method: str = ""
    warehouses: dict[str, str] = field(default_factory=dict)
    """By supplier key, and `central-store`."""
    products: dict[str, str] = field(default_factory=dict)
    """By product slug."""
    variants: dict[str, str] = field(default_factory=dict)
    """By SKU."""
    created: list[str] = field(default_factory=list)


def load_catalogue(api: SaleorApi, catalogue: Catalogue) -> LoadedCatalogue:
    """Raises SaleorRefused with Saleor's own words when it will not take something."""
    return _Loading(api, catalogue).run()


class _Loading:
    """One run: what Saleor already has, and what we learn and create on the way."""

    def __init__(self, api: SaleorApi, catalogue: Catalogue) -> None:
        self.api = api
        self.catalogue = catalogue
        self.found = api.query(
            documents.EXISTING,
            channel=CHANNEL,
            productTypes=[PRODUCT_TYPE],
            categories=[_slug(product.category) for product in catalogue.products],
            products=[product.slug for product in catalogue.products],
            warehouses=[point.slug for point in catalogue.pickup_points().values()],
        )
        self.loaded = LoadedCatalogue()

    def run(self) -> LoadedCatalogue:
        for key, point in self.catalogue.pickup_points().items():
            self.loaded.warehouses[key] = self._warehouse(point)
        self._channel()
        self._shipping()
        self._products()
        return self.loaded

    def _warehouse(self, point: PickupPoint) -> str:
        if known := self._by("warehouses", "slug").get(point.slug):
            return str(known["id"])
        # Saleor checks telephone numbers and would refuse the invented ones, so a pickup point has none here.
        address = {
            "companyName": point.name,
            "streetAddress1": point.street_address_1,
            "city": point.city,
            "postalCode": point.postal_code,
            "countryArea": point.country_area,
            "country": "IN",
        }
        return self._create(
            "warehouse", documents.CREATE_WAREHOUSE, {"name": point.name, "slug": point.slug, "address": address}
        )

    def _channel(self) -> None:
        channel = self.found["channel"]
        if channel:
            self.loaded.channel = channel["id"]
            if missing := self._missing_warehouses(channel["warehouses"]):
                self._change(documents.UPDATE_CHANNEL, channel["id"], {"addWarehouses": missing})
            return
        settings = {
            "name": "ODOP Mart",
            "slug": CHANNEL,
            "currencyCode": "INR",
            "defaultCountry": "IN",
            "isActive": True,
            "addWarehouses": list(self.loaded.warehouses.values()),
            "stockSettings": {"allocationStrategy": "PRIORITIZE_SORTING_ORDER"},
            "orderSettings": {
                "automaticallyConfirmAllNewOrders": True,
                "allowUnpaidOrders": True,
                "markAsPaidStrategy": "TRANSACTION_FLOW",
            },
            "paymentSettings": {"defaultTransactionFlowStrategy": "CHARGE"},
        }
        payload = self.api.mutate(documents.CREATE_CHANNEL, input=settings)
        self.loaded.channel = payload["channel"]["id"]
        self.loaded.created.append(f"channel {CHANNEL}")
        # Delivery sold with the goods is taxed like the goods (composite supply), hence the weighted rate.
        taxes = {
            "chargeTaxes": True,
            "taxCalculationStrategy": "FLAT_RATES",
            "displayGrossPrices": True,
            "pricesEnteredWithTax": True,
            "useWeightedTaxForShipping": True,
        }
        self.api.mutate(documents.UPDATE_TAXES, id=payload["channel"]["taxConfiguration"]["id"], input=taxes)

    def _shipping(self) -> None:
        zone = self._by("shippingZones", "name").get(SHIPPING_ZONE)
        if zone is None:
            zone_id = self._create(
                "shipping zone",
                documents.CREATE_SHIPPING_ZONE,
                {
                    "name": SHIPPING_ZONE,
                    "countries": ["IN"],
                    "addChannels": [self.loaded.channel],
                    "addWarehouses": list(self.loaded.warehouses.values()),
                },
            )
        else:
            zone_id = zone["id"]
            if missing := self._missing_warehouses(zone["warehouses"]):
                self._change(documents.UPDATE_SHIPPING_ZONE, zone_id, {"addWarehouses": missing})
        methods = {method["name"]: method["id"] for method in (zone or {}).get("shippingMethods") or []}
        self.loaded.shipping_method = methods.get(SHIPPING_METHOD) or self._shipping_method(zone_id)

    def _shipping_method(self, zone_id: str) -> str:
        settings = {
            "name": SHIPPING_METHOD,
            "type": "PRICE",
            "shippingZone": zone_id,
            "minimumDeliveryDays": 4,
            "maximumDeliveryDays": 9,
        }
        method = self._create("shipping method", documents.CREATE_SHIPPING_METHOD, settings)
        listing = {"addChannels": [{"channelId": self.loaded.channel, "price": str(SHIPPING_PRICE)}]}
        self.api.mutate(documents.LIST_SHIPPING_METHOD, id=method, input=listing)
        return method

    def _products(self) -> None:
        known = self._by("products", "slug")
        if missing := [product for product in self.catalogue.products if product.slug not in known]:
            inputs = self._product_inputs(missing)
            for row in self.api.mutate(documents.CREATE_PRODUCTS, products=inputs)["results"]:
                known[row["product"]["slug"]] = row["product"]
                self.loaded.created.append(f"product {row['product']['slug']}")
        for product in self.catalogue.products:
            saved = known[product.slug]
            self.loaded.products[product.slug] = saved["id"]
            self.loaded.variants |= {variant["sku"]: variant["id"] for variant in saved["variants"]}
            if saved["translation"] is None:
                self.api.mutate(documents.TRANSLATE_PRODUCT, id=saved["id"], name=product.name_hi)
                self.loaded.created.append(f"Hindi name of {product.slug}")

    def _product_inputs(self, products: list[Product]) -> list[dict[str, Any]]:
        type_id = self._product_type()
        categories = {product.category: "" for product in products}
        for name in categories:
            categories[name] = self._category(name)
        rates = {product.gst_percent: "" for product in products}
        for rate in rates:
            rates[rate] = self._tax_class(rate)
        return [
            {
                "name": product.name_en,
                "slug": product.slug,
                "productType": type_id,
                "category": categories[product.category],
                "taxClass": rates[product.gst_percent],
                "attributes": [],
                "channelListings": [
                    {
                        "channelId": self.loaded.channel,
                        "isPublished": True,
                        "visibleInListings": True,
                        "isAvailableForPurchase": True,
                    }
                ],
                "variants": [self._variant_input(product, variant) for variant in product.variants],
            }
            for product in products
        ]

    def _variant_input(self, product: Product, variant: Variant) -> dict[str, Any]:
        return {
            "sku": variant.sku,
            "name": variant.name,
            "attributes": [],
            "trackInventory": True,
            "weight": float(product.weight),
            "channelListings": [{"channelId": self.loaded.channel, "price": str(variant.price)}],
            "stocks": [
                {"warehouse": self.loaded.warehouses[key], "quantity": pieces} for key, pieces in variant.stock.items()
            ],
        }

    def _product_type(self) -> str:
        if known := self._by("productTypes", "slug").get(PRODUCT_TYPE):
            return str(known["id"])
        settings = {"name": "ODOP product", "slug": PRODUCT_TYPE, "kind": "NORMAL", "isShippingRequired": True}
        return self._create("product type", documents.CREATE_PRODUCT_TYPE, settings)

    def _category(self, name: str) -> str:
        if known := self._by("categories", "slug").get(_slug(name)):
            return str(known["id"])
        return self._create("category", documents.CREATE_CATEGORY, {"name": name, "slug": _slug(name)})

    def _tax_class(self, percent: Decimal) -> str:
        name = f"GST {percent}%"
        if known := self._by("taxClasses", "name").get(name):
            return str(known["id"])
        rates = [{"countryCode": "IN", "rate": float(percent)}]
        return self._create("tax class", documents.CREATE_TAX_CLASS, {"name": name, "createCountryRates": rates})

    def _create(self, kind: str, document: str, settings: dict[str, Any]) -> str:
        """Runs a mutation that answers with one object under the name `made`, and gives its ID."""
        made = self.api.mutate(document, input=settings)["made"]
        self.loaded.created.append(f"{kind} {settings['name']}")
        return str(made["id"])

    def _change(self, document: str, identifier: str, settings: dict[str, Any]) -> None:
        self.api.mutate(document, id=identifier, input=settings)
        self.loaded.created.append(f"{', '.join(settings)} of {identifier}")

    def _missing_warehouses(self, present: list[dict[str, str]]) -> list[str]:
        known = {warehouse["id"] for warehouse in present}
        return [warehouse for warehouse in self.loaded.warehouses.values() if warehouse not in known]

    def _by(self, connection: str, key: str) -> dict[str, dict[str, Any]]:
        return {edge["node"][key]: edge["node"] for edge in self.found[connection]["edges"]}


def _slug(name: str) -> str:
    return "odop-" + name.lower().replace(" ", "-")
