"""What other currencies were worth in rupees, and the sales that wait for it."""

from __future__ import annotations

from odop_consignment.sales.exchange_rates import RateInfo
from odop_consignment.sales.settlements import MissingRate, missing_rates, record_exchange_rate

__all__ = ["MissingRate", "RateInfo", "missing_rates", "record_exchange_rate"]
