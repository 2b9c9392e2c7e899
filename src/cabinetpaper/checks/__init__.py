"""Rules that look at an edition and say what is missing or odd."""
