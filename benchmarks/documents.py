"""How many documents one core prints: `PYTHONPATH=plugins:. python -m benchmarks.documents [--documents 200]`.

Invoices of five lines as `odop_accounts.papers` lays them out, in Hindi and English by turns, each different. Needs no
database.
"""

from __future__ import annotations

import argparse
import time
from datetime import UTC, datetime

from odop_accounts.papers.paper import Letterhead, Paper, Party, make_pdf

WANTED = 20
AT = datetime(2026, 11, 24, 6, 30, tzinfo=UTC)


def invoice(number: int) -> Paper:
    rows = [
        [str(row), f"चिकनकारी कुर्ता {number}", "621149", "2 PCS", "2,000.00", "5 %", "50.00", "50.00", "2,100.00"]
        for row in range(1, 6)
    ]
    return Paper(
        title="कर बीजक",
        number=f"TI2627-{number:05}",
        subtitle="CGST s.31(1), rule 46",
        issuer=Letterhead(
            "UP Handicrafts Corporation", ["8 Cantt Road, Lucknow 226001"], [("GSTIN", "09AAACH7409R1ZZ")]
        ),
        facts=[("संख्या", f"TI2627-{number:05}"), ("तारीख", "24-11-2026"), ("आपूर्ति का स्थान", "उत्तर प्रदेश (09)")],
        parties=[Party("बिल किसके नाम", f"Asha Verma {number}", ["12 Hazratganj", "Lucknow 226001"])],
        columns=["auto", "1fr", *["auto"] * 7],
        head=["#", "विवरण", "HSN", "मात्रा", "कर योग्य मूल्य (₹)", "GST दर", "CGST (₹)", "SGST (₹)", "कुल (₹)"],
        rows=rows,
        amounts=[3, 4, 5, 6, 7, 8],
        totals=[("कर योग्य मूल्य", "₹10,000.00"), ("CGST", "₹250.00"), ("SGST", "₹250.00"), ("कुल", "₹10,500.00")],
        words="दस हज़ार पाँच सौ रुपये मात्र",
        notes=["इलेक्ट्रॉनिक रूप से जारी; हस्ताक्षर की आवश्यकता नहीं।"],
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=200)
    wanted = parser.parse_args().documents
    make_pdf(invoice(0), language="hi", at=AT)  # fonts are read once in each process
    size = 0
    begun, used = time.perf_counter(), time.process_time()
    for number in range(1, wanted + 1):
        size = max(size, len(make_pdf(invoice(number), language="hi" if number % 2 else "en", at=AT)))
    seconds, cpu = time.perf_counter() - begun, time.process_time() - used
    print(
        f"{wanted} documents in {seconds:.1f} s: {wanted / seconds:.0f} per second, {wanted / cpu:.0f} per CPU second"
    )
    print(f"the largest has {size / 1000:.0f} kB; wanted are {WANTED} per second and core, and less than 60 kB a page")


if __name__ == "__main__":
    main()
