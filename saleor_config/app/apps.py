"""Django app of the App host: it keeps the Saleors that installed us."""

from django.apps import AppConfig


class OdopAppConfig(AppConfig):
    name = "saleor_config.app"
    label = "odop_app"
    verbose_name = "ODOP Saleor App"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from odop_core.queue import outbox, periodic
        from saleor_config.app.webhooks import nudges
        from saleor_config.app.webhooks.secret import secure_webhooks

        outbox.register_deliverer(nudges.TOPIC, nudges.StoreReader())
        periodic.register_job("app.secure_webhooks", secure_webhooks)
