"""Fetch data sets of the lab from their publishers, checked by checksum, into a data folder."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from agent.errors import DataError


@dataclass(frozen=True)
class Archive:
    """A published archive: its address and checksum, and which of its folders go where."""

    address: str
    checksum: str
    folders: Mapping[str, str]


ARCHIVES: Mapping[str, Archive] = {
    # The authors' release 1.2 as their own ParlAI distributes it.
    "babi": Archive(
        "http://parl.ai/downloads/babi/babi.tar.gz",
        "sha256:f7f0bee187efca0d81c3daac1b162cda4eb7f9505dee5ad6846eabbed3dbf92e",
        {"tasks_1-20_v1-2/en": "babi/en", "tasks_1-20_v1-2/en-10k": "babi/en-10k"},
    )
}


def fetch(name: str, data: Path, archive: Archive | None = None) -> list[Path]:
    """Download one of ARCHIVES and lay its folders out under `data`; what is there already stays.

    Args:
        archive: to fetch another one in its place.

    Returns:
        The folders that are there now.

    Raises:
        DataError: unknown name, no network, a wrong checksum, or an archive without the folders.
    """
    archive = archive or ARCHIVES.get(name)
    if archive is None:
        raise DataError(f"There is no {name!r} to fetch. There are: {', '.join(ARCHIVES)}")
    wanted = {inside: data / outside for inside, outside in archive.folders.items()}
    missing = {inside: place for inside, place in wanted.items() if not place.exists()}
    if missing:
        data.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=data, prefix=".fetch-") as folder:
            files = _unpacked(archive, Path(folder))
            for inside, place in missing.items():
                _lay_out(files, inside, place, archive.address)
    return list(wanted.values())


def _unpacked(archive: Archive, folder: Path) -> list[Path]:
    """Every file of the downloaded archive."""
    import pooch
    from requests import RequestException

    try:
        files = pooch.retrieve(
            archive.address,
            archive.checksum,
            fname="archive.tar.gz",
            path=folder,
            processor=pooch.Untar(extract_dir="all"),
        )
    except (RequestException, OSError, ValueError) as error:
        raise DataError(
            f"{archive.address} could not be fetched: {error}. Get the data by hand and name its "
            "folder with --data (docs/LAB.md says how it is laid out)."
        ) from error
    return [Path(file) for file in files]


def _lay_out(files: list[Path], inside: str, place: Path, address: str) -> None:
    """Move the files that lie directly in an archive's folder to their place, all or none."""
    end = tuple(Path(inside).parts)
    own = [file for file in files if file.parent.parts[-len(end) :] == end]
    if not own:
        raise DataError(f"{address} holds no folder {inside}.")
    place.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(dir=place.parent, prefix=".fetch-"))
    for file in own:
        shutil.move(file, made / file.name)
    made.rename(place)
