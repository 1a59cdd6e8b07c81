"""A folder of transcripts with names in them → a corpus without, a key, and the way back."""
