"""What follows from what: pure functions from a consultation and the content to an explained evaluation."""
