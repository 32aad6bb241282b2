"""How well are words that carry a position found?"""
