"""How well are times found, and how well are their values?"""
