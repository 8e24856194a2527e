"""The App host: the suite as a service of its own, beside a Saleor that tells it of orders by signed webhooks.

`manifest` and `registration` are how a Saleor installs us, `webhooks` is how it tells us, `store` how we ask and act,
`graphql` what a storefront reads. `settings` says what a deployment must set.
"""
