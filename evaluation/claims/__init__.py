"""How well are claims found, typed and put in order for checking?"""
