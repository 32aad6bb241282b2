"""How well are quantities found, and how well are their values?"""
