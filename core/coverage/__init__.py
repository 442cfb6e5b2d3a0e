"""Where a signal reaches: from sites by a planning radius or a formula, and from measurements."""
