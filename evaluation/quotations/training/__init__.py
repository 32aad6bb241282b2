"""How the labeller's weights are made: ``python -m evaluation.quotations.training`` (needs torch 2.13)."""
