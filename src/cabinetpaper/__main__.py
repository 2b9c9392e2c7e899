"""`python -m cabinetpaper` and `py -m cabinetpaper`: the command line, where scripts cannot be put on the path."""

from __future__ import annotations

from cabinetpaper.cli import main

if __name__ == "__main__":
    main(prog_name="cabinetpaper")
