"""The columns of the table of suppliers."""

from __future__ import annotations

from odop_consignment.imports.columns import ERRORS, Column
from odop_consignment.imports.problems import ACCOUNT_OR_AADHAAR, PHONE_OR_AADHAAR
from odop_consignment.models import SupplyModel, TaxRegime
from odop_core.i18n import pgettext
from odop_core.security import masks

LANGUAGE = Column(
    "language", pgettext("column", "Language"), "hi",
    words={"hi": ("hindi", "हिन्दी"), "en": ("english", "अंग्रेजी", "इंग्लिश")},
)  # fmt: skip
MODEL = Column(
    "supply_model", pgettext("column", "Supply model"), "consignment",
    words={
        SupplyModel.CONSIGNMENT.value: ("consignor", "कंसाइनमेंट"),
        SupplyModel.MARKETPLACE_VENDOR.value: ("vendor", "विक्रेता"),
        SupplyModel.ENROLLED_SUPPLIER.value: ("enrolled", "नामांकित"),
    },
)  # fmt: skip
TAX = Column(
    "tax_regime", pgettext("column", "Tax regime"), "unregistered",
    also=("GST status", "GST registration", "GST type", "Regime", "जीएसटी स्थिति"),
    words={
        TaxRegime.UNREGISTERED.value: ("not registered", "unregistered dealer", "अपंजीकृत"),
        TaxRegime.REGISTERED.value: ("regular", "registered regular", "gst registered", "पंजीकृत", "नियमित"),
        TaxRegime.COMPOSITION.value: ("composition scheme", "composite", "कंपोजिशन"),
        TaxRegime.ENROLLED.value: ("नामांकित",),
    },
)  # fmt: skip

COLUMNS = (
    Column(
        "reference", pgettext("column", "Reference"), "EXAMPLE-1", needed=True, is_exact=True,
        also=("Ref no", "Reference no", "Supplier reference", "Supplier code", "Supplier ID", "Artisan code",
              "Artisan ID", "संदर्भ संख्या", "कारीगर कोड", "आपूर्तिकर्ता कोड"),
    ),
    Column(
        "name", pgettext("column", "Name"), "Shabana Parveen", needed=True,
        also=("Full name", "Supplier name", "Name of supplier", "Artisan name", "Name of artisan",
              "Name of the artisan", "Vendor name", "Name in English", "कारीगर का नाम",
              "शिल्पकार का नाम", "आपूर्तिकर्ता का नाम", "पूरा नाम"),
    ),
    Column("name_hi", pgettext("column", "Name in Hindi"), "शबाना परवीन", also=("Hindi name", "नाम हिन्दी में")),
    LANGUAGE,
    Column(
        "phone", pgettext("column", "Phone"), "9800000001", needed=True,
        also=("Mobile", "Mobile no", "Mobile phone", "Phone no", "Contact", "Contact no", "Telephone", "Cell no",
              "WhatsApp", "WhatsApp no", "मोबाइल", "मोबाइल नंबर", "फोन नंबर", "दूरभाष", "संपर्क", "संपर्क नंबर"),
        aadhaar=PHONE_OR_AADHAAR,
    ),
    Column("email", pgettext("column", "E-mail"), "shabana@example.com", also=("Email ID", "Email address", "Mail ID")),
    Column(
        "address", pgettext("column", "Address"), "12 Chowk, Lucknow 226003",
        also=("Full address", "Postal address", "Address with PIN", "पूरा पता"),
    ),
    Column(
        "state_code", pgettext("column", "State code"), "09",
        also=("State", "State name", "State UT", "GST State code", "राज्य", "राज्य का नाम", "प्रदेश"),
    ),
    Column("pan", pgettext("column", "PAN"), "ABCPK1234L", also=("PAN no", "PAN card", "PAN card no", "पैन नंबर")),
    Column(
        "udyam", pgettext("column", "Udyam number"), "UDYAM-UP-50-0012345",
        also=("Udyam registration", "Udyam registration no", "MSME no", "उद्यम", "उद्यम पंजीकरण संख्या"),
    ),
    Column("artisan_slug", pgettext("column", "Artisan"), "shabana-parveen"),
    MODEL,
    TAX,
    Column(
        "gstin", pgettext("column", "GSTIN"),
        also=("GST", "GST no", "GSTIN no", "GST registration no", "जीएसटी नंबर"),
    ),
    Column("enrolment_number", pgettext("column", "Enrolment number"), also=("Enrolment", "Enrollment no")),
    Column("valid_from", pgettext("column", "Regime from"), "2026-04-01"),
    Column(
        "bank_holder", pgettext("column", "Account holder"), "Shabana Parveen",
        also=("Account holder name", "Name of account holder", "Name as per bank", "Beneficiary", "Beneficiary name",
              "खाताधारक का नाम"),
    ),
    Column(
        "account_number", pgettext("column", "Account number"), "50100012345679",
        also=("Bank account", "Bank account no", "Account", "Beneficiary account no", "Savings account no", "खाता",
              "बैंक खाता", "बैंक खाता संख्या"),
        is_exact=True, keeps_zeros=True, proof="proof", aadhaar=ACCOUNT_OR_AADHAAR,
    ),
    Column(
        "ifsc", pgettext("column", "IFSC"), "HDFC0000001",
        also=("IFSC code", "IFS code", "Bank IFSC", "आईएफएससी कोड"),
    ),
    Column("vpa", pgettext("column", "UPI address"), also=("UPI", "UPI ID", "यूपीआई", "यूपीआई आईडी")),
    Column("proof", pgettext("column", "Proof of the account"), also=("Bank proof", "Account proof")),
    Column("onboarding", pgettext("column", "State of onboarding"), exported_only=True),
    ERRORS,
)  # fmt: skip

# What `records` keeps; the State's code and the regime are read apart.
PLAIN = ("name", "name_hi", "phone", "email", "address", "pan", "udyam", "artisan_slug")
REGIME = ("supply_model", "tax_regime", "gstin", "enrolment_number", "valid_from")
BANK = ("bank_holder", "account_number", "ifsc", "vpa", "proof")
MASKED = {
    "phone": masks.mask_phone, "email": masks.mask_email, "address": masks.mask_address, "pan": masks.mask_pan,
    "account_number": masks.mask_phone, "vpa": masks.mask_email,
}  # fmt: skip
