"""jiping 绩评: proves the figures of Chinese budget-performance self-evaluations."""

__version__ = "0.1.0"
