"""The values of FEEL.

null None, boolean bool, number Decimal, string str, list list, context dict; the rest has
classes here. Lists and contexts are never changed once made.
"""
