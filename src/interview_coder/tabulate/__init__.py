"""Codings → tables and quotes."""
