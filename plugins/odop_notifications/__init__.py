"""Telling the maker at once that something was bought or called off."""
