"""How gunicorn serves the App host; `GUNICORN_CMD_ARGS` overrides what a deployment wants otherwise.

Requests are short (a webhook is one INSERT) but may wait for the database, hence threads. Processes share the loaded
application, and each is replaced now and then so that no leak lives for ever.
"""

from __future__ import annotations

import os

wsgi_app = "saleor_config.app.wsgi:application"
bind = os.environ.get("BIND", "127.0.0.1:8100")
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "gthread"
threads = 8
preload_app = True
timeout = 30
graceful_timeout = 20
max_requests = 10_000
max_requests_jitter = 1_000
# Saleor keeps connections open between deliveries.
keepalive = 30
accesslog = os.environ.get("ACCESS_LOG") or None
# Signatures and tokens fit comfortably; anything larger is not for us.
limit_request_field_size = 16_380
