"""Personal data as it may be shown."""

from odop_core.security import masks


def test_a_phone_number_keeps_four_digits_unless_it_is_too_short() -> None:
    assert masks.mask_phone("+919800000001") == "•••••••••0001"
    assert masks.mask_phone("1234567") == "•••••••"
    assert masks.mask_phone("") == ""


def test_a_name_keeps_its_initials() -> None:
    assert masks.mask_name("Shabana Khatoon") == "S••• K•••"
    assert masks.mask_name("") == ""
