"""Measurements of the running program beside others: they print figures and judge nothing."""
