"""What people's decisions say of the codings of a study as it is now."""
