#!/usr/bin/env python3
"""What does an office need whose PCs have no Python? One ZIP file with everything in it, made on any system.

    python3 dev.py bundle                                          writes dist/xlcompare-VERSION-win64.zip
    python3 dev.py bundle --python-zip FILE --wheels FOLDER        the same without the network

It holds Python's own embeddable package for Windows, the wheels of what the project requires, and standalone/files/.
Not PyInstaller: that builds for Windows on Windows only, virus scanners stop its unsigned programs, and a button needs
a python.exe to start anyway. The one in here is signed by the Python Software Foundation.
"""

from __future__ import annotations

import argparse
import configparser
import hashlib
import io
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.request
import zipfile
from collections.abc import Iterable, Mapping
from email.message import Message
from email.parser import Parser
from pathlib import Path, PurePosixPath

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
FILES = Path(__file__).resolve().parent / "files"

# The last 3.11 that python.org has built for Windows. Another one: these lines, nothing else.
PYTHON = "3.11.9"
PYTHON_SHA256 = "009d6bf7e3b2ddca3d784fa09f90fe54336d5b60f0e0f305c37f400bf83cfd3b"
PYTHON_ZIP = f"python-{PYTHON}-embed-amd64.zip"
PYTHON_URL = f"https://www.python.org/ftp/python/{PYTHON}/{PYTHON_ZIP}"
MINOR = PYTHON.rpartition(".")[0]
PTH = f"python{MINOR.replace('.', '')}._pth"

WINDOWS = {
    "extra": "",
    "implementation_name": "cpython",
    "implementation_version": PYTHON,
    "os_name": "nt",
    "platform_machine": "AMD64",
    "platform_python_implementation": "CPython",
    "platform_release": "10",
    "platform_system": "Windows",
    "platform_version": "",
    "python_full_version": PYTHON,
    "python_version": MINOR,
    "sys_platform": "win32",
}
"""What the markers of requirements are about. pip would ask the system that it runs on, and so leave out pywin32."""

TOP = "xlcompare"
SITE = f"{TOP}/python/Lib/site-packages"
SCHEMES = {"purelib": SITE, "platlib": SITE, "data": f"{TOP}/python"}
"""Where the parts of a wheel's .data folder go. The others, scripts and headers, are for developers."""
LICENCE = re.compile(r"(?:licen[cs]e|copying|notice)", re.IGNORECASE)
LICENCES = "ライセンス一覧.txt"
LEFT_OUT = shutil.ignore_patterns(".*", "build", "dist", "out", "*.egg-info", "__pycache__", "~$*")
SECONDS = 60


class Stop(Exception):
    """What keeps the bundle from being made, in one sentence."""


def main(argv: list[str] | None = None) -> int:
    """0 where the ZIP file was written, 2 where it can't be."""
    parser = argparse.ArgumentParser(prog="dev.py bundle", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--python-zip", type=Path, metavar="FILE", help=f"{PYTHON_ZIP}, instead of downloading it")
    parser.add_argument("--wheels", type=Path, metavar="FOLDER", help="take wheels from here, not from the index")
    parser.add_argument("-o", "--out", type=Path, metavar="FOLDER", default=ROOT / "dist", help="else dist/")
    args = parser.parse_args(argv)
    try:
        python = embeddable(args.python_zip)
        with tempfile.TemporaryDirectory() as folder:
            own = own_wheel(ROOT, Path(folder))
            wheels = [own, *windows_wheels(project_requirements(), Path(folder), args.wheels)]
            version = own.name.split("-")[1]
            data = zipped(contents(python, wheels, version))
        args.out.mkdir(parents=True, exist_ok=True)
        made = args.out / f"xlcompare-{version}-win64.zip"
        made.write_bytes(data)
    except (Stop, OSError) as stop:
        print(f"dev.py bundle: {stop}", file=sys.stderr)
        return 2
    print(f"{made}  ({len(data) / 1e6:.0f} MB, SHA-256 {hashlib.sha256(data).hexdigest()})")
    return 0


# ── Python ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def embeddable(file: Path | None) -> bytes:
    """Python's embeddable package, from `file` or from python.org. Stop where it isn't the one that is pinned here."""
    data = file.read_bytes() if file else downloaded(PYTHON_URL)
    found = hashlib.sha256(data).hexdigest()
    if found != PYTHON_SHA256:
        raise Stop(
            f"{file or PYTHON_URL} isn't the {PYTHON_ZIP} that was expected (its SHA-256 is {found}, not "
            f"{PYTHON_SHA256}); download it again from {PYTHON_URL}."
        )
    return data


def downloaded(url: str) -> bytes:
    try:
        with urllib.request.urlopen(url, timeout=SECONDS) as answer:
            return bytes(answer.read())
    except OSError as error:
        raise Stop(f"{url} can't be downloaded ({error}); fetch it elsewhere and name it with --python-zip.") from error


def with_site_packages(pth: str) -> str:
    """The text of the file ._pth, changed so that Python finds installed packages and reads their .pth files.

    pywin32 puts its DLLs on the path from such a file. Stop where `pth` isn't what python.org delivers.
    """
    lines = pth.splitlines()
    if lines.count("#import site") != 1 or "." not in lines:
        raise Stop(
            f"{PTH} in {PYTHON_ZIP} isn't as expected: it has no line '#import site'; adapt standalone/bundle.py."
        )
    lines[lines.index("#import site")] = "import site"
    lines.insert(lines.index(".") + 1, r"Lib\site-packages")
    return "".join(f"{line}\r\n" for line in lines)


# ── wheels ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def project_requirements() -> list[str]:
    """Those of setup.cfg, with the versions that the tests pin."""
    setup = configparser.ConfigParser(interpolation=None)
    setup.read(ROOT / "setup.cfg", encoding="utf-8")
    runs = for_windows(setup["options"]["install_requires"].splitlines())
    tests = for_windows(setup["options.extras_require"]["test"].splitlines())
    names = {name_of(line) for line in runs}
    return [*runs, *(line for line in tests if name_of(line) in names)]


def for_windows(requirements: Iterable[str]) -> list[str]:
    """Those that hold on the PCs the bundle is for, without their markers."""
    held = []
    for line in requirements:
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        requirement = Requirement(line)
        if requirement.marker is None or requirement.marker.evaluate(WINDOWS):
            requirement.marker = None
            held.append(str(requirement))
    return held


def name_of(requirement: str) -> str:
    return canonicalize_name(Requirement(requirement).name)


def pip_download(requirements: Iterable[str], into: Path, wheels: Path | None) -> list[str]:
    """The command that fetches wheels for Windows, on any system; out of the folder `wheels` where one is given."""
    source = ["--no-index", "--find-links", str(wheels.resolve())] if wheels else []
    platform = ["--platform", "win_amd64", "--python-version", MINOR, "--implementation", "cp"]
    options = ["--quiet", "--disable-pip-version-check", "--no-input", "--no-deps", "--only-binary=:all:"]
    return [sys.executable, "-m", "pip", "download", *options, *platform, *source, "--dest", str(into), *requirements]


def windows_wheels(requirements: Iterable[str], folder: Path, wheels: Path | None) -> list[Path]:
    """The wheels of `requirements` and of all that they require in turn on Windows, in a new folder within `folder`.

    pip is asked without dependencies, round by round, because it knows only those of the system that it runs on.
    """
    asked: list[str] = []
    wanted = sorted(set(requirements))
    while wanted != asked:
        asked = wanted
        into = Path(tempfile.mkdtemp(dir=folder))
        called(pip_download(asked, into, wheels), into)
        found = sorted(into.glob("*.whl"))
        inner = [line for wheel in found for line in for_windows(metadata(wheel).get_all("Requires-Dist", []))]
        wanted = sorted({*asked, *inner})
    return found


def own_wheel(root: Path, folder: Path) -> Path:
    """The project's own, built from a copy: setuptools leaves build/ and *.egg-info in the folder that it builds."""
    source = Path(shutil.copytree(root, folder / "source", ignore=LEFT_OUT))
    options = ["--wheel", "--no-isolation", "--outdir", str(folder / "own")]
    called([sys.executable, "-m", "build", *options], source)
    (made,) = (folder / "own").glob("*.whl")
    return made


def called(command: list[str], folder: Path) -> None:
    ended = subprocess.run(
        command,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    if ended.returncode:
        print(*ended.stdout.rstrip().splitlines()[-25:], sep="\n", file=sys.stderr)
        raise Stop(f"{' '.join(command[1:4])} failed (above: what it says); mend that and try again.")


def metadata(wheel: Path) -> Message:
    """What the wheel says about itself."""
    with opened(wheel) as archive:
        names = [name for name in archive.namelist() if re.fullmatch(r"[^/]+\.dist-info/METADATA", name)]
        if len(names) != 1:
            raise Stop(f"{wheel.name} is no wheel: it has no METADATA; fetch it again.")
        return Parser().parsestr(archive.read(names[0]).decode("utf-8"))


def opened(archive: Path | io.BytesIO) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(archive)
    except zipfile.BadZipFile as error:
        name = archive.name if isinstance(archive, Path) else PYTHON_ZIP
        raise Stop(f"{name} can't be unpacked ({error}); fetch it again.") from error


# ── what the ZIP file holds ────────────────────────────────────────────────────────────────────────────────────────


def contents(python: bytes, wheels: Iterable[Path], version: str) -> dict[str, bytes]:
    """Every file of the bundle by its path; Stop where two would be the same one on Windows, or one would escape."""
    wheels = sorted(wheels, key=lambda wheel: wheel.name.lower())
    parts = [(PYTHON_ZIP, python_files(python)), ("standalone/files", own_files(version))]
    parts += [(wheel.name, unpacked(wheel)) for wheel in wheels]
    parts.append((LICENCES, {f"{TOP}/{LICENCES}": as_text(licences(wheels))}))
    held: dict[str, bytes] = {}
    owners: dict[str, tuple[str, str]] = {}
    for owner, files in parts:
        for path, data in files.items():
            # Windows takes names that differ in case for one; the same file twice (a shared namespace's) is no harm.
            other = owners.setdefault(path.lower(), (owner, path))
            if other != (owner, path) and held.get(path) != data:
                raise Stop(f"{other[0]} and {owner} both have a file {path}; keep one of them out.")
            held[path] = data
    return held


def python_files(python: bytes) -> dict[str, bytes]:
    with opened(io.BytesIO(python)) as archive:
        files = {inside(name, PYTHON_ZIP): archive.read(name) for name in archive.namelist() if not name.endswith("/")}
    for name in ("python.exe", PTH):
        if name not in files:
            raise Stop(f"{PYTHON_ZIP} has no {name}; download it again from {PYTHON_URL}.")
    files[PTH] = with_site_packages(files[PTH].decode("ascii")).encode("ascii")
    return {f"{TOP}/python/{name}": data for name, data in files.items()}


def unpacked(wheel: Path) -> dict[str, bytes]:
    """The wheel's files by their paths in the bundle."""
    with opened(wheel) as archive:
        placed = {name: place_of(inside(name, wheel.name)) for name in archive.namelist() if not name.endswith("/")}
        return {path: archive.read(name) for name, path in placed.items() if path}


def place_of(name: str) -> str:
    """Where a wheel's file belongs; "" where it isn't needed."""
    if name.lower().endswith(".exe"):
        return ""  # pywin32's tools for developers: unsigned programs are what virus scanners stop.
    found = re.fullmatch(r"[^/]+\.data/([^/]+)/(.+)", name)
    if not found:
        return f"{SITE}/{name}"
    return f"{SCHEMES[found[1]]}/{found[2]}" if found[1] in SCHEMES else ""


def inside(name: str, archive: str) -> str:
    """`name`, a path in `archive`. Stop where it leads out of the folder it is unpacked into, on Windows too."""
    if re.search(r'[\\:*?"<>|\x00-\x1f]', name) or {"", ".", ".."} & set(name.split("/")):
        raise Stop(f"{archive} has a file {name!r}, which would be written outside its folder; don't use it.")
    return name


def own_files(version: str) -> dict[str, bytes]:
    """What people see in the folder: files to double-click and a text to read."""
    files = {}
    for file in sorted(FILES.iterdir()):
        text = file.read_text(encoding="utf-8").replace("{version}", version)
        files[f"{TOP}/{file.name}"] = as_command(text) if file.suffix == ".cmd" else as_text(text)
    files[f"{TOP}/LICENSE.txt"] = as_text((ROOT / "LICENSE").read_text(encoding="utf-8"))
    return files


def as_command(text: str) -> bytes:
    # Windows reads these in the console's code page, in Japan 932; each sets that first, for where it is another one.
    return crlf(text).encode("cp932")


def as_text(text: str) -> bytes:
    # The mark at the front: older Notepads and Excel take a text without it for the code page's.
    return crlf(text).encode("utf-8-sig")


def crlf(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\n", "\r\n")


def licences(wheels: Iterable[Path]) -> str:
    """The list of what is bundled: name, version, licence, and where its text lies."""
    lines = ["このフォルダーに入っているものと、その使用条件（ライセンス）です。", ""]
    lines += [f"Python {PYTHON}  PSF-2.0", "    python/LICENSE.txt", ""]
    for wheel in wheels:
        about = metadata(wheel)
        lines.append(f"{about['Name']} {about['Version']}  {licence_of(about)}")
        texts = [path for path in unpacked(wheel) if is_licence(path)]
        lines += [f"    {path.removeprefix(f'{TOP}/')}" for path in sorted(texts)] + [""]
    return "\n".join(lines)


def licence_of(about: Message) -> str:
    """Its short name; a whole text in that field is left to the file that holds it."""
    stated = str(about.get("License-Expression") or about.get("License") or "").strip()
    if stated and "\n" not in stated and len(stated) < 80:
        return stated
    classes = [line for line in about.get_all("Classifier", []) if line.startswith("License ::")]
    return "; ".join(line.rpartition(" :: ")[2] for line in classes)


def is_licence(path: str) -> bool:
    return ".dist-info/" in path and bool(LICENCE.match(PurePosixPath(path).name) or "/licenses/" in path)


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A ZIP file of them; the same files give the same bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(files):
            about = zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0))
            about.create_system = 0  # Else the system that it was made on stands in the file.
            about.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(about, files[path], compresslevel=9)
    return made.getvalue()


if __name__ == "__main__":
    sys.exit(main())
