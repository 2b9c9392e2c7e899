"""Draw one PDF: a job on standard input, the answer on standard output. See `process` for the protocol."""

from __future__ import annotations

import os
import sys

from cabinetpaper.writers.pdf.process import serve

if __name__ == "__main__":
    # A library that prints would spoil the answer, so what is printed goes to standard error.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    serve(sys.stdin.buffer, answers)
