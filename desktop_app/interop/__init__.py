"""Consultations from and to the files of others."""
