"""Segments × Codebook → Codings."""
