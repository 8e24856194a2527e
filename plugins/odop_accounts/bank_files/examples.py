"""Layouts of known banks, as public papers show them (market-facts.md d): each to be confirmed by the merchant's bank
before the first file. They are ready but for the shop's own account and codes."""

from __future__ import annotations

from typing import Any

# ICICI Corporate Internet Banking: the 19 columns of a bulk file.
ICICI: dict[str, Any] = {
    "has_column_names": True,
    "delimiter": ",",
    "date_format": "%d-%m-%Y",
    "forbidden": "\"'&<>|",
    "max_rows": 1000,
    "file_name": "PAB-{date}-{day_serial}.csv",
    "debit_account": "",
    "narration": "ODOP",
    "columns": [
        {"name": "PYMT_PROD_TYPE_CODE", "text": "PAB_VENDOR"},
        {"name": "PYMT_MODE", "source": "mode"},
        {"name": "DEBIT_ACC_NO", "source": "debit_account"},
        {"name": "BNF_NAME", "source": "beneficiary_name", "width": 40},
        {"name": "BENE_ACC_NO", "source": "account_number"},
        {"name": "BENE_IFSC", "source": "ifsc"},
        {"name": "AMOUNT", "source": "amount"},
        {"name": "DEBIT_NARR", "source": "narration", "width": 30},
        {"name": "CREDIT_NARR", "source": "reference"},
        {"name": "MOBILE_NUM"},
        {"name": "EMAIL_ID"},
        {"name": "REMARK"},
        {"name": "PYMT_DATE", "source": "date"},
        {"name": "REF_NO", "source": "reference"},
        {"name": "ADDL_INFO1"},
        {"name": "ADDL_INFO2"},
        {"name": "ADDL_INFO3"},
        {"name": "ADDL_INFO4"},
        {"name": "ADDL_INFO5"},
    ],
}

# HDFC ENet: no header, no comma in values, N or R first; the file is named by client code, day and serial.
HDFC: dict[str, Any] = {
    "delimiter": ",",
    "date_format": "%d/%m/%Y",
    "forbidden": "\"'",
    "file_name": "{client_code}{date}.{day_serial}",
    "file_date_format": "%d%m",
    "client_code": "",
    "columns": [
        {"name": "Transaction Type", "source": "mode", "values": {"NEFT": "N", "RTGS": "R", "IMPS": "I"}},
        {"name": "Beneficiary Code"},
        {"name": "Beneficiary Account Number", "source": "account_number", "width": 25},
        {"name": "Instrument Amount", "source": "amount", "width": 20},
        {"name": "Beneficiary Name", "source": "beneficiary_name", "width": 35},
        *({"name": f"Blank {number}"} for number in range(1, 9)),
        {"name": "Customer Reference Number", "source": "reference", "width": 20},
        *({"name": f"Payment Details {number}"} for number in range(1, 8)),
        {"name": "Cheque Number"},
        {"name": "Chq / Trn Date", "source": "date"},
        {"name": "MICR Number"},
        {"name": "IFC Code", "source": "ifsc"},
        {"name": "Bene Bank Name"},
        {"name": "Bene Bank Branch Name"},
        {"name": "Beneficiary email id"},
    ],
}

# A text file of Finacle, as banks such as Union Bank take it: a header line, then a line for each payment.
FINACLE: dict[str, Any] = {
    "delimiter": "|",
    "date_format": "%d-%m-%Y",
    "forbidden": "\"'&,",
    "file_name": "{client_code}{date}{day_serial}.txt",
    "client_code": "",
    "debit_account": "",
    "narration": "ODOP PAYOUT",
    "header": [
        {"name": "Record", "text": "FILEHDR"},
        {"name": "Corporate", "source": "client_code"},
        {"name": "Serial", "source": "serial"},
        {"name": "Authorised", "text": "Y"},
        {"name": "Remark", "source": "narration", "width": 30},
    ],
    "columns": [
        {"name": "Mode", "source": "mode"},
        {"name": "Debit account", "source": "debit_account"},
        {"name": "Amount", "source": "amount"},
        {"name": "Beneficiary", "source": "beneficiary_name", "width": 35},
        {"name": "Account", "source": "account_number"},
        {"name": "IFSC", "source": "ifsc"},
        {"name": "Reference", "source": "reference"},
        {"name": "Remark", "source": "narration", "width": 30},
    ],
    "trailer": [
        {"name": "Record", "text": "FILETRL"},
        {"name": "Count", "source": "count"},
        {"name": "Total", "source": "total"},
    ],
}

EXAMPLES: dict[str, dict[str, Any]] = {"icici": ICICI, "hdfc": HDFC, "finacle": FINACLE}
