"""The folder of a council's papers: found, read and written to; the only place, beside the command line, that touches
files.
"""

from __future__ import annotations

from cabinetpaper.workspace.base_check import led_back, verify_base
from cabinetpaper.workspace.cache import Cache
from cabinetpaper.workspace.composing import Recomposed
from cabinetpaper.workspace.journal import alone, finish
from cabinetpaper.workspace.loading import Loaded, Looks
from cabinetpaper.workspace.names import inside, problem_with
from cabinetpaper.workspace.old_memory import adopt
from cabinetpaper.workspace.once_public import once_public
from cabinetpaper.workspace.opening import Workspace, open_workspace
from cabinetpaper.workspace.record import Entry, Record
from cabinetpaper.workspace.saving import in_the_way, save, save_all
from cabinetpaper.workspace.starter import create

__all__ = [
    "Cache",
    "Entry",
    "Loaded",
    "Looks",
    "Recomposed",
    "Record",
    "Workspace",
    "adopt",
    "alone",
    "create",
    "finish",
    "in_the_way",
    "inside",
    "led_back",
    "once_public",
    "open_workspace",
    "problem_with",
    "save",
    "save_all",
    "verify_base",
]
