"""Change files of a workspace, and nothing that lies elsewhere: the only module that writes, renames or deletes.

In: the root of a workspace and a folder below it. Out: `Home`, that folder, reached from the root without following a
link, and what can be done to the names in it. Where the system can hold a folder open it is held, so that nobody can
put a link in its place meanwhile; elsewhere each part of the path is looked at first.
"""

# pathlib knows no folder that is held open:
# ruff: noqa: PTH104, PTH105, PTH116, PTH208

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any, Final

from cabinetpaper.finding import CabinetPaperError, Finding, Place

CODES: Final[dict[str, str]] = {
    "PATH-LINK": "A folder or file that the program writes to, or removes files from, is a link. It would write or "
    "remove somewhere else, so it does neither. Put a folder or file of its own there.",
    "OUTPUT-LOCKED": "An output cannot be replaced: another program holds it, or this account may not. Close it and "
    "build again.",
    "OUTPUT-READ-ONLY": "An output, or its folder, is read-only. Allow writing to it, or move it away.",
    "OUTPUT-FULL": "There is no room left to write. Free some and build again; the last outputs stand.",
    "OUTPUT-FAILED": "A file cannot be written; the finding has the system's own words.",
}

BY_HANDLE: Final = os.name == "posix" and {os.open, os.mkdir, os.link, os.rename, os.unlink, os.stat} <= set(
    os.supports_dir_fd
)
"""Whether the system can hold a folder open and change the names in it."""

_NO_SECOND_NAME: Final = {errno.EPERM, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP, errno.EMLINK}
"""What a file system says that cannot give a file a second name, such as that of a memory stick."""

_NOT_FOLLOWED: Final = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_LINKS: Final = {getattr(stat, "IO_REPARSE_TAG_SYMLINK", -1), getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", -1)}


@dataclass(frozen=True, slots=True)
class Home:
    """A folder of the workspace at `root`. `handle` is None where the system cannot hold a folder open."""

    root: Path
    path: Path
    handle: int | None = None

    def read(self, name: str) -> bytes | None:
        """Return the bytes of a file, or None where there is none; raise PATH-LINK for a link."""
        if self._kind(name) != "file":
            return None
        file = self.opened(name, os.O_RDONLY)
        with os.fdopen(file, "rb") as held:
            return held.read()

    def has(self, name: str) -> bool:
        """Return whether anything has this name, be it a link that leads nowhere."""
        return bool(self._kind(name, links=True))

    def digest(self, name: str) -> str:
        """Return the SHA-256 of a file, or nothing where there is none."""
        data = self.read(name)
        return "" if data is None else hashlib.sha256(data).hexdigest()

    def write_aside(self, data: bytes, *, lasting: bool = True) -> str:
        """Return the name of a new file that holds `data`, safely on disk if it is to last. The name is short, so that
        the path is not too long.
        """
        name, file = self._new_file()
        try:
            with os.fdopen(file, "wb") as held:
                held.write(data)
                held.flush()
                if lasting:
                    os.fsync(file)
        except BaseException:
            self.remove(name)
            raise
        return name

    def replace(self, name: str, new: str) -> None:
        """Give a file another name, whatever had that."""
        (a, at), (b, _) = self._at(name), self._at(new)
        os.replace(a, b, **({"src_dir_fd": self.handle, "dst_dir_fd": self.handle} if at else {}))

    def put(self, name: str, new: str, home: Home | None = None) -> None:
        """Give a file the name `new`, in this folder or another; raise `FileExistsError` where something has it, be it
        since this very moment.
        """
        other = home or self
        (a, held), (b, _) = self._at(name), other._at(new)
        folders: dict[str, Any] = {"src_dir_fd": self.handle, "dst_dir_fd": other.handle} if held else {}
        if os.name == "nt":
            os.rename(a, b)  # which never replaces there
            return
        try:
            os.link(a, b, follow_symlinks=False, **folders)
        except OSError as error:
            if error.errno not in _NO_SECOND_NAME:
                raise
            # The name is taken first, which fails where something has it, and then filled.
            os.close(other.opened(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL))
            os.rename(a, b, **folders)
            return
        self.remove(name)

    def set_aside(self, name: str, new: str, home: Home) -> None:
        """Move a folder into another, under a name that nothing has there."""
        (a, held), (b, _) = self._at(name), home._at(new)
        os.rename(a, b, **({"src_dir_fd": self.handle, "dst_dir_fd": home.handle} if held else {}))

    def remove(self, name: str) -> None:
        """Remove a file; a link goes itself, never what it leads to. What is not there is no matter."""
        path, held = self._at(name)
        with suppress(FileNotFoundError):
            os.unlink(path, **held)

    def names(self) -> list[str]:
        """Return the names in the folder, sorted."""
        return sorted(os.listdir(self.path if self.handle is None else self.handle))

    def opened(self, name: str, flags: int) -> int:
        """Return the handle of a file that is opened without following a link."""
        path, held = self._at(name)
        if self.handle is None:
            self._kind(name)
        try:
            return os.open(path, flags | _NOT_FOLLOWED, 0o666, **held)
        except OSError as error:
            if error.errno == errno.ELOOP:
                raise _linked(self.root, self.path / name) from None
            raise

    def _new_file(self) -> tuple[str, int]:
        for number in count():
            name = f".{os.getpid()}-{number}"
            with suppress(FileExistsError):  # another machine’s program may have this number on a share
                if not self.has(f"{name}.kept"):
                    return f"{name}.part", self.opened(f"{name}.part", os.O_WRONLY | os.O_CREAT | os.O_EXCL)
        raise AssertionError("there is always a next number")

    def _at(self, name: str) -> tuple[str, dict[str, int]]:
        return (str(self.path / name), {}) if self.handle is None else (name, {"dir_fd": self.handle})

    def _kind(self, name: str, *, links: bool = False) -> str:
        """Return whether a name is a file's, or something else's, or nobody's; raise PATH-LINK for a link unless
        `links` may be.
        """
        path, held = self._at(name)
        try:
            state = os.stat(path, follow_symlinks=False, **held)
        except FileNotFoundError:
            return ""
        if not links and _is_link(state):
            raise _linked(self.root, self.path / name)
        return "file" if stat.S_ISREG(state.st_mode) else "other"


@contextmanager
def home(root: Path, folder: Path, *, make: bool = False) -> Iterator[Home]:
    """Hold a folder of the workspace at `root`, made where it is not there if it is to be; raise `CabinetPaperError`
    (PATH-LINK) where it, or a folder above it in the workspace, is a link.
    """
    if make:
        root.mkdir(parents=True, exist_ok=True)
    if not BY_HANDLE:
        yield _looked_at(root, folder, make=make)
        return
    place = root
    handle = os.open(root, os.O_RDONLY | os.O_DIRECTORY)
    try:
        for part in folder.relative_to(root).parts:
            place /= part
            if make:
                with suppress(FileExistsError):
                    os.mkdir(part, dir_fd=handle)
            try:
                inner = os.open(part, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=handle)
            except (NotADirectoryError, OSError) as error:
                if error.errno in {errno.ELOOP, errno.ENOTDIR} and _is_link(os.lstat(place)):
                    raise _linked(root, place) from None
                raise
            os.close(handle)
            handle = inner
        yield Home(root, folder, handle)
    finally:
        os.close(handle)


def _looked_at(root: Path, folder: Path, *, make: bool) -> Home:
    place = root
    for part in folder.relative_to(root).parts:
        place /= part
        if make:
            with suppress(FileExistsError):
                place.mkdir()
        state = os.lstat(place)
        if _is_link(state):
            raise _linked(root, place)
        if not stat.S_ISDIR(state.st_mode):
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(place))
    return Home(root, folder)


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file, or nothing where there is none; what a link leads to is not looked at."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() and not path.is_symlink() else ""


def remove(root: Path, path: Path) -> None:
    """Remove a file of the workspace, if it is there."""
    with suppress(FileNotFoundError), home(root, path.parent) as at:
        at.remove(path.name)


def refused(error: OSError, shown: str) -> Finding:
    """Return what is told where the system does not let a file be written."""
    if error.errno == errno.EROFS:
        words = "OUTPUT-READ-ONLY", "The folder is read-only", "Work in a folder that can be written to."
    elif error.errno in {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}:
        remedy = "Free some and build again; the last outputs stand."
        words = "OUTPUT-FULL", "There is no room left to write the file", remedy
    elif isinstance(error, PermissionError):
        message = "The file cannot be replaced: another program holds it, or this account may not write here"
        remedy = "Close it in Word or the PDF viewer and build again; the last outputs stand."
        words = "OUTPUT-LOCKED", message, remedy
    else:
        message = f"The file cannot be written: {error.strerror or error}"
        words = "OUTPUT-FAILED", message, "The last outputs stand."
    return Finding.error(*words, Place(shown))


def _is_link(state: os.stat_result) -> bool:
    return stat.S_ISLNK(state.st_mode) or getattr(state, "st_reparse_tag", 0) in _LINKS


def _linked(root: Path, path: Path) -> CabinetPaperError:
    return CabinetPaperError.of(
        "PATH-LINK",
        "This is a link; nothing is written or removed through it",
        "Put a folder or file of its own there.",
        Place(path.relative_to(root).as_posix()),
    )
