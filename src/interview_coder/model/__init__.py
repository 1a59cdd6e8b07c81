"""The nouns of a study: frozen records that know no library but the standard one."""
