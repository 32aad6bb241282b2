"""How well are citations found and identified?"""
