"""What everything rests on: instruments, and the dated numbers that they set.

Data with one loader. Nothing old is edited: a new value gets a new date, and a filing
is judged by the values in force when its year's packages were handed in.
"""

from jiping.law.loading import cite, instruments, parameters, repealed

__all__ = ["cite", "instruments", "parameters", "repealed"]
