"""The 勾稽 identities: every sum, ratio and equality stated once, as cited data.

``data/*.toml`` hold them, ``formula`` reads their language, ``table`` turns them into
records, ``evaluate`` compares them with a filing.
"""
