"""Rules about what will be published: personal data and publication claims (GK)."""
