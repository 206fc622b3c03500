"""Sends documents to the printers of the operating system."""
