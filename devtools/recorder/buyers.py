"""Invented buyers for the recorder: names, addresses in several States, and telephone numbers.

Saleor checks that a telephone number could exist. These have a real city code and the local number 555 01xx, by which
everybody knows an invented number.
"""

from __future__ import annotations

from typing import Any


def _address(name: str, street: str, city: str, area: str, pin: str, phone: str, company: str = "") -> dict[str, Any]:
    first, _, last = name.partition(" ")
    return {
        "firstName": first,
        "lastName": last,
        "companyName": company,
        "streetAddress1": street,
        "city": city,
        "countryArea": area,
        "postalCode": pin,
        "country": "IN",
        "phone": phone,
    }


BUYERS: dict[str, dict[str, Any]] = {
    "asha": _address("Asha Verma", "B-14 Lajpat Nagar II", "New Delhi", "Delhi", "110024", "+911155550101"),
    "rohan": _address("Rohan Deshpande", "702 Sahyadri CHS, Kothrud", "Pune", "Maharashtra", "411038", "+912055550102"),
    "meera": _address("Meera Iyer", "12/4 Third Main, Adyar", "Chennai", "Tamil Nadu", "600020", "+914455550103"),
    "sourav": _address("Sourav Ghosh", "41 Hindustan Park", "Kolkata", "West Bengal", "700029", "+913355550104"),
    "kavya": _address("Kavya Rao", "228 12th Cross, Indiranagar", "Bengaluru", "Karnataka", "560038", "+918055550105"),
    "priya": _address("Priya Srivastava", "C-2/117 Gomti Nagar", "Lucknow", "Uttar Pradesh", "226010", "+915225550106"),
    "arjun": _address("Arjun Nair", "Thottathil House, Kakkanad", "Kochi", "Kerala", "682030", "+914845550107"),
    "simran": _address("Simran Kaur", "1184 Sector 22-B", "Chandigarh", "Chandigarh", "160022", "+911725550108"),
    "bhavesh": _address("Bhavesh Patel", "9 Suryoday, Navrangpura", "Ahmedabad", "Gujarat", "380009", "+917955550109"),
    "anjali": _address("Anjali Kumari", "Road 6, Rajendra Nagar", "Patna", "Bihar", "800016", "+916125550110"),
    "ritu": _address("Ritu Agarwal", "31 Vaishali Nagar", "Jaipur", "Rajasthan", "302021", "+911415550111"),
    "hotel": _address("Vikram Shetty", "18 Residency Road", "Bengaluru", "Karnataka", "560025", "+918055550112",
                      company="Shetty Heritage Stays Private Limited"),
    "sunil": _address("सुनील कुमार त्रिपाठी", "मकान नं. 42, दारागंज", "प्रयागराज", "उत्तर प्रदेश", "211006", "+915325550113"),
    "savitri": _address("सावित्री देवी", "ग्राम पोस्ट रामनगर, वार्ड 7", "देहरादून", "उत्तराखण्ड", "248001", "+911355550114"),
}  # fmt: skip

HINDI_READERS = frozenset({"sunil", "savitri"})


def email(buyer: str) -> str:
    return f"{buyer}@example.com"


def language(buyer: str) -> str:
    return "HI" if buyer in HINDI_READERS else "EN"
