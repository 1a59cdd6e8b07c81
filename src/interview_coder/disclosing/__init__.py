"""What outputs may tell about single people: labels that fit few, small counts, and what still names somebody."""

from interview_coder.disclosing.isolation import find_isolated
from interview_coder.disclosing.publishing import publish_tables
from interview_coder.disclosing.scanning import scan_texts

__all__ = ["find_isolated", "publish_tables", "scan_texts"]
