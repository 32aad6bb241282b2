"""How much of a page's main text is read, and how little of its furniture."""
