"""The demonstration company: half a year of cases, made by running the engine on a moved clock.

People decide, customers answer or do not, timers fire at their time; nothing is written past the
engine. `loading` is the door; the rest are its parts, the smallest of them plain data.
"""
