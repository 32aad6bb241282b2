"""The gold statements: every layer of the dossier, on whole statements."""
