"""Draw one PDF: a job on standard input, the answer on standard output. See `process` for the protocol."""

from __future__ import annotations

import gc
import os
import sys

from cabinetpaper.writers.pdf.process import serve

if __name__ == "__main__":
    # The process draws one paper and ends. Looking for garbage less often spares a tenth of its time and costs a few
    # megabytes.
    gc.set_threshold(50_000, 20, 20)
    # A library that prints would spoil the answer, so what is printed goes to standard error.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    serve(sys.stdin.buffer, answers)
