"""Personal data as it may be shown."""

from storefront_schema import masking


def test_a_phone_number_keeps_four_digits_unless_it_is_too_short() -> None:
    assert masking.phone("+919800000001") == "•••••••••0001"
    assert masking.phone("1234567") == "•••••••"
    assert masking.phone("") == ""


def test_a_name_keeps_its_initials() -> None:
    assert masking.name("Shabana Khatoon") == "S••• K•••"
    assert masking.name("") == ""
