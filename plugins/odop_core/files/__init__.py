"""Files people send as proof, made safe before they are kept, and kept where only a short-lived link leads; tables as
CSV and XLSX; and papers of ours as PDF (`typst`)."""
