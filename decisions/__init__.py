"""FEEL expressions and DMN decisions, pure.

Empty until the decision engine is built: forms and diagrams that need FEEL are refused.
"""
