"""The encrypted store: key slots, the database, records, settings, and the audit trail."""
