"""Signature adapter: keys, PAdES signatures on finished PDFs, and their verification. Works without a network."""
