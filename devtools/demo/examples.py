"""The questions the demo proposes to people, in GraphQL. `ORDER` stands for the ID of an order."""

VISITORS_EXAMPLES = (
    "{ districts { slug name(language: HI) } }",
    '{ crafts(district: "azamgarh") { name category } }',
)
STAFF_EXAMPLES = (
    "{ unassignedSales(first: 5) { edges { node { productName quantity } } } }",
    '{ orderConsignments(orderId: "ORDER") { productName maker { name } pickup { state trackingNumber } } }',
)
