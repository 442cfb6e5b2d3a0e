"""The sample county: real coast and border line, everything else made up by a seeded construction."""
