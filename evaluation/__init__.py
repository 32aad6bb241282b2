"""How well onrecord reads: a folder a task, one board, and floors that only go up."""
