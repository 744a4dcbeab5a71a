"""One process a home: an advisory lock that the kernel drops when its holder dies."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from memory_store.errors import StoreLocked

LOCK = "lock"


class HomeLock:
    """Held from construction to `release`.

    Raises:
        StoreLocked: another process holds it; the message names its process id.
    """

    def __init__(self, folder: Path) -> None:
        self._handle = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(self._handle)
        except OSError as error:
            holder = os.pread(self._handle, 32, 1).decode().strip() if os.name != "nt" else ""
            os.close(self._handle)
            raise StoreLocked(
                f"The memory in {folder} is open in another Mneme"
                f"{f' (process {holder})' if holder else ''}. Close that, or use another --home."
            ) from error
        os.ftruncate(self._handle, 0)
        os.lseek(self._handle, 1, os.SEEK_SET)  # byte 0 is what Windows locks
        os.write(self._handle, str(os.getpid()).encode())

    def release(self) -> None:
        """Let others open the home."""
        os.close(self._handle)


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
