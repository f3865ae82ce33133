"""The two pages to take along: what is told on them, in whose words, and the PDF that Typst makes of it."""
