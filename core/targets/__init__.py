"""Policy targets: the registry, verdicts per county, what is missing, trend and roll-up."""
