"""The reusable parts of a step: rows that send edits and never hold the truth, headings, badges, explanations."""
