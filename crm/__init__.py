"""Customers, items and their codes, interactions, surveys.

Empty until the customer registry is built.
"""
