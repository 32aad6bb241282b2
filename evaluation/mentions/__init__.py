"""How well are names found, typed and tied together?"""
