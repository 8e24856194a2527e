"""The host joins the suite to Saleor: permissions, the plugins' switches and their configuration."""

from odop_core import host


def test_host_is_the_one_in_saleor():
    assert host.current().__name__ == "saleor_config.in_saleor.host"
