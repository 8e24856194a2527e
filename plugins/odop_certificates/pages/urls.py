"""Which address answers what. All below the public address of certificates, a slash at the end makes no difference:

/                           who signs (JSON), or a field to enter a code (HTML);  /check?code=… leads to its page
/o/SERIAL                   a piece; also /01/GTIN/21/SERIAL where the goods have a GTIN of GS1's
/01/GTIN                    what is known of the product with this GTIN
/c/CODE                     the certificate of a product's claim
…/qr.svg, …/qr.png          the QR code of a piece's label
/status/NUMBER              a signed status list;  /jwks.json  the public keys;  /did.json  the issuer (did:web)
/ns/v1                      the words of our certificates (JSON-LD)
/.well-known/gs1resolver    what kind of resolver this is
"""

from __future__ import annotations

from django.urls import URLPattern, re_path

from odop_certificates.pages import views

urlpatterns: list[URLPattern] = [
    re_path(r"^$", views.show_front),
    re_path(r"^check/?$", views.find_code),
    re_path(r"^(?:\.well-known/)?jwks\.json/?$", views.show_keys),
    re_path(r"^(?:\.well-known/)?did\.json/?$", views.show_did_document),
    re_path(r"^\.well-known/gs1resolver/?$", views.show_resolver),
    re_path(r"^ns(?:/v1)?/?$", views.show_vocabulary),
    re_path(r"^status/(?P<number>[0-9]{1,18})/?$", views.show_status_list),
    re_path(r"^(?P<path>.+)/qr\.(?P<kind>svg|png)/?$", views.show_qr_code),
    re_path(r"^(?P<path>.+)$", views.show_label),
]
