"""What the page says, in English and Hindi. `{}` are filled in before the whole is escaped."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from odop_certificates.pages.http import preferred
from odop_core.india import dates


class Language(StrEnum):
    ENGLISH = "en"
    HINDI = "hi"


TEXTS: dict[str, tuple[str, str]] = {
    "site": ("ODOP Mart · Uttar Pradesh", "ओडीओपी मार्ट · उत्तर प्रदेश"),
    "other_language": ("हिन्दी में पढ़ें", "Read in English"),
    "state_name": ("Uttar Pradesh", "उत्तर प्रदेश"),
    "genuine": ("Genuine", "असली"),
    "genuine_more": (
        "This label is one of ours. Check that the article in your hands is the one described here.",
        "यह लेबल हमारा ही है। देख लें कि आपके हाथ की वस्तु वही है जो यहाँ लिखी है।",
    ),
    "certificate_genuine_more": (
        "This certificate of origin is ours, and it stands.",
        "यह प्रमाणपत्र हमारा है और मान्य है।",
    ),
    "returned": ("Not valid: the article was returned", "मान्य नहीं: वस्तु लौटाई जा चुकी है"),
    "returned_more": (
        "The article with this label was given back. If you were sold it as new, tell us.",
        "इस लेबल वाली वस्तु लौटा दी गई थी। यदि आपको यह नई कहकर बेची गई है, तो हमें बताएँ।",
    ),
    "revoked": ("Not valid: revoked", "मान्य नहीं: रद्द"),
    "revoked_more": (
        "This label was ours, but we took it back. Do not rely on what it says.",
        "यह लेबल हमारा था, पर हमने इसे रद्द कर दिया है। इस पर लिखी बात पर भरोसा न करें।",
    ),
    "expired": ("No longer valid: out of date", "अब मान्य नहीं: अवधि समाप्त"),
    "expired_more": ("What this label says is no longer vouched for.", "इस लेबल पर लिखी बात की पुष्टि अब हम नहीं करते।"),
    "unknown": ("We do not know this code", "यह कोड हमारे यहाँ नहीं है"),
    "unknown_more": (
        "No article with this code was ever sold here. The label may be a fake.",
        "इस कोड की कोई वस्तु यहाँ से कभी नहीं बिकी। लेबल नकली हो सकता है।",
    ),
    "altered": ("This code is damaged or altered", "यह कोड ख़राब है या बदला गया है"),
    "altered_more": (
        "It cannot be a code of ours as it stands. Scan the label again, or type the code letter by letter.",
        "इस रूप में यह हमारा कोड नहीं हो सकता। लेबल दोबारा स्कैन करें, या कोड एक-एक अक्षर देखकर लिखें।",
    ),
    "too_many": ("Too many checks", "बहुत अधिक जाँचें"),
    "too_many_more": ("Please wait a minute and try again.", "कृपया एक मिनट रुककर फिर कोशिश करें।"),
    "no_page": ("There is no such page", "ऐसा कोई पृष्ठ नहीं है"),
    "no_page_more": ("Enter the code of your label here.", "अपने लेबल का कोड यहाँ लिखें।"),
    "ask": ("Is it genuine?", "क्या यह असली है?"),
    "ask_more": ("Enter the code on the label.", "लेबल पर छपा कोड लिखें।"),
    "code": ("Code", "कोड"),
    "check": ("Check", "जाँचें"),
    "proven": ("Proven", "प्रमाणित"),
    "proven_more": (
        "Checked by a reviewer and signed, so that nobody can change it unseen.",
        "समीक्षक द्वारा जाँचा और हस्ताक्षरित, ताकि कोई चुपके से बदल न सके।",
    ),
    "was_proven": ("What the label said", "लेबल पर क्या लिखा था"),
    "claimed": ("Only said by the seller", "केवल विक्रेता का कथन"),
    "claimed_more": ("Nobody has checked this.", "इसकी जाँच किसी ने नहीं की है।"),
    "district": ("District", "ज़िला"),
    "craft": ("Craft", "शिल्प"),
    "off_list": ("not on the district's ODOP list", "ज़िले की ओडीओपी सूची में नहीं"),
    "maker": ("Maker", "कारीगर"),
    "maker_hidden": ("known to us; not named here", "हमें ज्ञात; नाम यहाँ नहीं दिया गया"),
    "maker_changed": ("name corrected since it was signed", "हस्ताक्षर के बाद नाम सुधारा गया"),
    "unreviewed": ("translation not confirmed", "अनुवाद की पुष्टि नहीं हुई"),
    "product": ("Article", "वस्तु"),
    "piece": ("Piece", "नग"),
    "mark": ("Registered mark", "पंजीकृत चिह्न"),
    "mark_until": ("{}, no. {}, until {}", "{}, संख्या {}, {} तक"),
    "since_changed": (
        "The seller has since changed what they say of this product. This piece was sold before that.",
        "विक्रेता ने बाद में इस उत्पाद के बारे में अपना कथन बदला है। यह नग उससे पहले बिका था।",
    ),
    "where": ("Where it is from", "कहाँ से है"),
    "where_caption": ("{} division; a sketch, not a map", "{} मंडल; रेखाचित्र है, मानचित्र नहीं"),
    "history": ("Its way", "इसका सफ़र"),
    "made_at": ("Made", "बनाया गया"),
    "received_at": ("Received", "प्राप्त हुआ"),
    "ordered_at": ("Bought", "ख़रीदा गया"),
    "collected_at": ("Collected from the maker", "कारीगर से लिया गया"),
    "left_at": ("Sent to the buyer", "ख़रीदार को भेजा गया"),
    "delivered_at": ("Delivered", "पहुँचाया गया"),
    "ended_at": ("Label void", "लेबल रद्द"),
    "history_gaps": ("We show only what was recorded.", "हम केवल वही दिखाते हैं जो दर्ज हुआ।"),
    "scans": ("Was the label copied?", "क्या लेबल की नकल हुई है?"),
    "first_scan": ("This is the first time anybody looks at this label.", "यह लेबल पहली बार देखा जा रहा है।"),
    "scan_count": (
        "Looked at {} times from about {} devices, first on {}.",
        "लगभग {1} उपकरणों से {0} बार देखा गया, पहली बार {2} को।",
    ),
    "scan_advice": (
        "If your parcel was sealed until now and many have looked before you, the label may be a copy.",
        "यदि आपका पार्सल अब तक बंद था और आपसे पहले कई लोग इसे देख चुके हैं, तो लेबल नकल हो सकता है।",
    ),
    "suspicious": (
        "Very many devices have looked at this label. It may have been copied onto other articles.",
        "बहुत से उपकरणों ने यह लेबल देखा है। हो सकता है इसे दूसरी वस्तुओं पर नकल किया गया हो।",
    ),
    "confirmed": ("Confirmed by its buyer on {}.", "इसके ख़रीदार ने {} को पुष्टि की।"),
    "confirm": ("Did you buy this piece? Confirm it", "क्या यह नग आपने ख़रीदा है? पुष्टि करें"),
    "confirm_more": (
        "Only its buyer can, and only once. Whoever scans a copy will then see that the real one is with you.",
        "केवल ख़रीदार, और केवल एक बार। नकल स्कैन करने वाला तब देखेगा कि असली आपके पास है।",
    ),
    "order_number": ("Order number", "ऑर्डर संख्या"),
    "email": ("E-mail of the order", "ऑर्डर का ई-मेल"),
    "confirm_button": ("Confirm", "पुष्टि करें"),
    "not_its_buyer": (
        "This order number and e-mail address do not belong to this piece.",
        "यह ऑर्डर संख्या और ई-मेल इस नग के नहीं हैं।",
    ),
    "already_confirmed": ("This piece was confirmed before.", "इस नग की पुष्टि पहले ही हो चुकी है।"),
    "machine": ("For checking it yourself", "स्वयं जाँचने के लिए"),
    "machine_more": (
        "This is the signed certificate. Copy it; with our public keys anybody can check it, also without a network.",
        "यह हस्ताक्षरित प्रमाणपत्र है। इसे कॉपी करें; हमारी सार्वजनिक कुंजियों से कोई भी इसे जाँच सकता है, बिना नेटवर्क के भी।",
    ),
    "disclosure": ("Opens the maker's name in it", "इसमें कारीगर का नाम खोलता है"),
    "keys": ("Public keys", "सार्वजनिक कुंजियाँ"),
}
MONTHS_HI = ["जनवरी", "फ़रवरी", "मार्च", "अप्रैल", "मई", "जून", "जुलाई", "अगस्त", "सितंबर", "अक्टूबर", "नवंबर", "दिसंबर"]
DIVISIONS_HI = {
    "Agra": "आगरा", "Aligarh": "अलीगढ़", "Ayodhya": "अयोध्या", "Azamgarh": "आज़मगढ़", "Bareilly": "बरेली",
    "Basti": "बस्ती", "Chitrakoot": "चित्रकूट", "Devipatan": "देवीपाटन", "Gorakhpur": "गोरखपुर", "Jhansi": "झाँसी",
    "Kanpur": "कानपुर", "Lucknow": "लखनऊ", "Meerut": "मेरठ", "Mirzapur": "मिर्ज़ापुर", "Moradabad": "मुरादाबाद",
    "Prayagraj": "प्रयागराज", "Saharanpur": "सहारनपुर", "Varanasi": "वाराणसी",
}  # fmt: skip


def language(asked: str, accept_language: str) -> Language:
    """What the reader chose, or else what their phone is set to; English for whoever reads neither."""
    wanted = [asked.lower(), *preferred(accept_language)]
    return next((Language(tag[:2]) for tag in wanted if tag[:2] in ("en", "hi")), Language.ENGLISH)


def text(name: str, spoken: Language, *values: object) -> str:
    english, hindi = TEXTS[name]
    return (hindi if spoken == Language.HINDI else english).format(*values)


def all_texts(spoken: Language) -> dict[str, str]:
    """Those without anything to fill in, for a template."""
    return {name: pair[spoken == Language.HINDI] for name, pair in TEXTS.items()}


def day(moment: datetime, spoken: Language) -> str:
    """The Indian day, in words."""
    date = dates.day_of(moment)
    month = MONTHS_HI[date.month - 1] if spoken == Language.HINDI else f"{date:%B}"
    return f"{date.day} {month} {date.year}"
