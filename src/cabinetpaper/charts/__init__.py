"""A chart of the model becomes a drawing."""
