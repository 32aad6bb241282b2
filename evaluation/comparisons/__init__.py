"""How well are comparisons of cases found?"""
