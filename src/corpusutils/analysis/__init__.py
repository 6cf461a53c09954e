"""Tokens in, findings out: keywords, topics, co-occurrence networks. Each function takes and gives tables."""
