"""Outside validators for the outputs: installed with pins, run over all files at once, their verdicts kept as JSON.

For development and CI only; nothing of the program imports it. `scripts/validators/validate.sh FILE…` is its door.
"""
