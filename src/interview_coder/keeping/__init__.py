"""The key of a study: who is who, kept outside the study and encrypted."""
