"""What is Indian in the suite: rupees and paise, days and financial years, States, dated rules, Aadhaar."""
