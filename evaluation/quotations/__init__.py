"""How well is it found who says what?"""
