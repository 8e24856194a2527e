"""Files people send as proof, made safe before they are kept, and kept where only a short-lived link leads; and papers
of ours as PDF (`typst`)."""
