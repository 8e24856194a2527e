"""The App host: the suite as a service of its own, beside a Saleor that tells it of orders by signed webhooks.

`install` is how a Saleor installs us, `webhooks` how it tells us, `store` how we ask and act (through `saleor_client`),
`graphql` what a storefront reads, `pages` what people open. `settings` says what a deployment must set.
"""
