"""The GraphQL documents `catalogue.py` sends. Only fields that Saleor 3.21 and every later version have.

A mutation that creates one thing answers with it under the alias `made`.
"""

CREATE_APP = """
mutation CreateApp($input: AppInput!) {
  appCreate(input: $input) { authToken app { id } errors { field message code } }
}
"""

DELETE_APP = """
mutation DeleteApp($id: ID!) { appDelete(id: $id) { errors { field message code } } }
"""

EXISTING = """
query Existing(
  $channel: String!
  $warehouses: [String!]!
  $productTypes: [String!]!
  $categories: [String!]!
  $products: [String!]!
) {
  channel(slug: $channel) { id warehouses { id } }
  warehouses(first: 100, filter: { slugs: $warehouses }) { edges { node { id slug } } }
  productTypes(first: 100, filter: { slugs: $productTypes }) { edges { node { id slug } } }
  categories(first: 100, filter: { slugs: $categories }) { edges { node { id slug } } }
  taxClasses(first: 100) { edges { node { id name } } }
  shippingZones(first: 100) {
    edges { node { id name warehouses { id } shippingMethods { id name } } }
  }
  products(first: 100, filter: { slugs: $products }) {
    edges { node { id slug variants { id sku } translation(languageCode: HI) { name } } }
  }
}
"""

CREATE_WAREHOUSE = """
mutation CreateWarehouse($input: WarehouseCreateInput!) {
  createWarehouse(input: $input) { made: warehouse { id } errors { field message code } }
}
"""

CREATE_CHANNEL = """
mutation CreateChannel($input: ChannelCreateInput!) {
  channelCreate(input: $input) { channel { id taxConfiguration { id } } errors { field message code } }
}
"""

UPDATE_CHANNEL = """
mutation UpdateChannel($id: ID!, $input: ChannelUpdateInput!) {
  channelUpdate(id: $id, input: $input) { errors { field message code } }
}
"""

UPDATE_TAXES = """
mutation UpdateTaxes($id: ID!, $input: TaxConfigurationUpdateInput!) {
  taxConfigurationUpdate(id: $id, input: $input) { errors { field message code } }
}
"""

CREATE_TAX_CLASS = """
mutation CreateTaxClass($input: TaxClassCreateInput!) {
  taxClassCreate(input: $input) { made: taxClass { id } errors { field message code } }
}
"""

CREATE_SHIPPING_ZONE = """
mutation CreateShippingZone($input: ShippingZoneCreateInput!) {
  shippingZoneCreate(input: $input) { made: shippingZone { id } errors { field message code } }
}
"""

UPDATE_SHIPPING_ZONE = """
mutation UpdateShippingZone($id: ID!, $input: ShippingZoneUpdateInput!) {
  shippingZoneUpdate(id: $id, input: $input) { errors { field message code } }
}
"""

CREATE_SHIPPING_METHOD = """
mutation CreateShippingMethod($input: ShippingPriceInput!) {
  shippingPriceCreate(input: $input) { made: shippingMethod { id } errors { field message code } }
}
"""

LIST_SHIPPING_METHOD = """
mutation ListShippingMethod($id: ID!, $input: ShippingMethodChannelListingInput!) {
  shippingMethodChannelListingUpdate(id: $id, input: $input) { errors { field message code } }
}
"""

CREATE_PRODUCT_TYPE = """
mutation CreateProductType($input: ProductTypeInput!) {
  productTypeCreate(input: $input) { made: productType { id } errors { field message code } }
}
"""

CREATE_CATEGORY = """
mutation CreateCategory($input: CategoryInput!) {
  categoryCreate(input: $input) { made: category { id } errors { field message code } }
}
"""

CREATE_PRODUCTS = """
mutation CreateProducts($products: [ProductBulkCreateInput!]!) {
  productBulkCreate(products: $products) {
    results { product { id slug variants { id sku } translation(languageCode: HI) { name } } }
    errors { path message code }
  }
}
"""

TRANSLATE_PRODUCT = """
mutation TranslateProduct($id: ID!, $name: String!) {
  productTranslate(id: $id, languageCode: HI, input: { name: $name }) { errors { field message code } }
}
"""
