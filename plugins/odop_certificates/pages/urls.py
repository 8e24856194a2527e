"""Which address answers what. All below the public address of certificates, a slash at the end makes no difference:

/                           who signs (JSON), or a field to enter a code (HTML);  /check?code=… leads to its page
/o/SERIAL                   a piece; also /01/GTIN/21/SERIAL where the goods have a GTIN of GS1's
/o/SERIAL/qr.svg, …/qr.png  the QR code of its label
/c/CODE                     the certificate of a product's claim
/status/NUMBER              a signed status list;  /jwks.json  the public keys
"""

from __future__ import annotations

from django.urls import URLPattern, re_path

from odop_certificates.pages import views

UNIT = r"^(?:o|01/(?P<gtin>[^/]*)/21)/(?P<serial>[^/]+)"

urlpatterns: list[URLPattern] = [
    re_path(r"^$", views.show_front),
    re_path(r"^check/?$", views.find_code),
    re_path(r"^(?:\.well-known/)?jwks\.json/?$", views.show_keys),
    re_path(r"^status/(?P<number>[0-9]{1,18})/?$", views.show_status_list),
    re_path(r"^c/(?P<code>.+?)/?$", views.show_certificate),
    re_path(UNIT + r"/qr\.(?P<kind>svg|png)/?$", views.show_qr_code),
    re_path(UNIT + "/?$", views.show_unit),
    re_path("", views.show_nothing),
]
