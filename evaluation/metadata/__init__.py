"""How well the title, speaker, office, date, languages and furniture of a statement are found."""
