"""Lumbar Pathway: an offline, explainable visit guide for adults with worsening low back pain."""

__version__ = "0.1.0"
