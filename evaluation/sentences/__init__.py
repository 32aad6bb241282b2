"""How well are sentences found?"""
