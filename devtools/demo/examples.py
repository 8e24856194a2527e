"""The questions the demo proposes to people, in GraphQL. `ORDER` stands for the ID of an order."""

VISITORS_EXAMPLES = (
    "{ odopProducts(first: 5, where: {isVerified: true}) { edges { node { id } } } }",
    "{ districts { slug name(language: HI) } }",
    '{ crafts(district: "azamgarh") { name category } }',
)
STAFF_EXAMPLES = (
    (
        "{ consignmentSales(where: {isAssigned: false}, sortBy: {field: CREATED_AT, direction: ASC}, first: 5) { "
        "edges { node { productName quantity } } } }"
    ),
    '{ orderConsignments(orderId: "ORDER") { productName artisan { name } pickup { status trackingNumber } } }',
)
SUPPLIERS_EXAMPLES = ("{ mySupplier { name offers(first: 3) { id } } }",)
OPERATORS_EXAMPLES = ("{ helplineBoard { waiting next(first: 5) { id reason orderNumber } } }",)
