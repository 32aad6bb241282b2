"""How fast and how large: figures printed, never timed tests."""
