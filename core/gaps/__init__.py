"""Demand judged against supply: exact geometry of what discs cover, then states and evidence."""
