"""Council data in files become a scorecard."""
