"""Districts and crafts, for everybody."""

from __future__ import annotations

from conftest import Server


def test_all_districts_are_there_in_both_languages(visitor: Server) -> None:
    # when
    english = visitor.ask("districts")["districts"]
    hindi = visitor.ask("districts", language="HI")["districts"]

    # then
    assert len(english) == len(hindi) == 75
    assert {"lucknow", "varanasi", "kannauj"} <= {district["slug"] for district in english}
    assert next(d["name"] for d in english if d["slug"] == "lucknow") == "Lucknow"
    assert next(d["name"] for d in hindi if d["slug"] == "lucknow") == "लखनऊ"


def test_each_district_has_a_page_with_its_crafts(visitor: Server) -> None:
    # when
    page = visitor.ask("district_page", slug="lucknow", language="HI")["district"]

    # then
    assert page["name"] == "लखनऊ"
    assert page["crafts"]
    assert {craft["slug"] for craft in page["crafts"]} == {
        craft["slug"] for craft in visitor.ask("crafts", district="lucknow")["crafts"]
    }


def test_there_is_no_page_of_a_district_that_is_not_there(visitor: Server) -> None:
    assert visitor.ask("district_page", slug="gotham") == {"district": None}
    assert visitor.ask("artisan_page", slug="nobody") == {"artisan": None}
