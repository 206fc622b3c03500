"""Care plans, handouts and letters as PDF: renderer-neutral blocks, and one renderer for them."""
