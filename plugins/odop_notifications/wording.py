"""What makers are told, in their language. Hindi is the default: most makers read it, few read English."""

from __future__ import annotations

DEFAULT_LANGUAGE = "hi"

TEXTS: dict[str, dict[str, str]] = {
    "bought": {
        "hi": "नमस्ते {name} जी, ODOP मार्ट पर आपका {quantity} नग {product} बिका है (आदेश {order})। कृपया माल तैयार रखें।",
        "en": "Namaste {name}, {quantity} of your {product} were bought on ODOP Mart (order {order}). Please keep the "
        "goods ready.",
    },
    "cancelled": {
        "hi": "नमस्ते {name} जी, आदेश {order} का {quantity} नग {product} रद्द हो गया है। कृपया यह माल न भेजें।",
        "en": "Namaste {name}, order {order} for {quantity} of your {product} was called off. Please do not send them.",
    },
}


def words(occasion: str, language: str, *, name: str, quantity: int, product: str, order: str) -> tuple[str, str]:
    """The text and the language it is really in. An unknown occasion raises KeyError."""
    texts = TEXTS[occasion]
    spoken = language if language in texts else DEFAULT_LANGUAGE
    return texts[spoken].format(name=name, quantity=quantity, product=product, order=order), spoken
