"""Planning for an analyst: any organisation, any counts, from files to files. Knows no wave and no database."""
