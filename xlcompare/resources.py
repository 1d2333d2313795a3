"""Where the files that are no code lie: sample workbooks, templates, macros.

In the repository they are folders beside the package. A wheel carries them inside it, so that site-packages gains one
name only (`package_dir` in setup.cfg). An editable install can't import such mapped folders (pypa/setuptools#4943),
therefore they are looked for as folders and never as packages.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """The folder `name` ("workbooks"), in an installed wheel, an editable install or a checkout.

    Raises FileNotFoundError where the installation lacks it.
    """
    installed, checkout = _PACKAGE / name, _PACKAGE.parent / name
    if installed.is_dir():
        return installed
    # Only beside our own setup.cfg: site-packages may hold a stranger's folder of that name.
    if checkout.is_dir() and (_PACKAGE.parent / "setup.cfg").is_file():
        return checkout
    raise FileNotFoundError(f"this installation of xlcompare has no folder {name!r}: {installed}")
