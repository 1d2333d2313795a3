"""The ZIP file for PCs without Python: what lies where in it, what is refused. Wheels and Python are made here, tiny.

What only Windows can show, running the files to double-click, stands in docs/excel-checklist-all.md.
"""

from __future__ import annotations

import configparser
import hashlib
import importlib.util
import io
import subprocess
import sys
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]
PTH = "python311.zip\r\n.\r\n\r\n# Uncomment to run site.main() automatically\r\n#import site\r\n"
COMMANDS = {"ボタンを入れる.cmd": "addin install", "ボタンを外す.cmd": "addin uninstall", "xlcompare.cmd": "%*"}


def loaded() -> ModuleType:
    spec = importlib.util.spec_from_file_location("xlcompare_bundle", ROOT / "standalone" / "bundle.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


bundle = loaded()


def archive(files: dict[str, str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as written:
        for name, text in files.items():
            written.writestr(name, text)
    return made.getvalue()


def embeddable(**changed: str) -> bytes:
    return archive({"python.exe": "MZ", "LICENSE.txt": "PSF", "python311._pth": PTH, **changed})


def wheel(
    folder: Path, name: str, *requires: str, tag: str = "py3-none-any", files: dict[str, str] | None = None
) -> Path:
    """A wheel of version 1.0 with one module, and `files`."""
    about = f"{name}-1.0.dist-info"
    lines = ["Metadata-Version: 2.1", f"Name: {name}", "Version: 1.0", "License: MIT"]
    lines += [f"Requires-Dist: {each}" for each in requires]
    held = {
        f"{name}/__init__.py": f"# {name}\n",
        f"{about}/METADATA": "\n".join([*lines, "", ""]),
        f"{about}/WHEEL": f"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: {tag}\n",
        f"{about}/licenses/LICENSE": "MIT",
        **(files or {}),
    }
    held[f"{about}/RECORD"] = "".join(f"{each},,\n" for each in held)
    path = folder / f"{name}-1.0-{tag}.whl"
    path.write_bytes(archive(held))
    return path


def made_of(*wheels: Path, python: bytes = b"") -> dict[str, bytes]:
    held: dict[str, bytes] = bundle.contents(python or embeddable(), wheels, "0.0")
    return held


# ── layout ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_one_folder_holds_python_the_packages_and_what_to_double_click(tmp_path: Path) -> None:
    held = made_of(wheel(tmp_path, "alpha"), wheel(tmp_path, "beta", tag="cp311-cp311-win_amd64"))
    assert {path.partition("/")[0] for path in held} == {"xlcompare"}
    site = "xlcompare/python/Lib/site-packages"
    assert {"xlcompare/python/python.exe", f"{site}/alpha/__init__.py", f"{site}/beta-1.0.dist-info/METADATA"} <= set(
        held
    )
    seen = {path.removeprefix("xlcompare/") for path in held if path.count("/") == 1}
    assert seen == {*COMMANDS, "はじめにお読みください.txt", "LICENSE.txt", "ライセンス一覧.txt"}


def test_python_is_told_to_find_packages_and_read_their_pth_files() -> None:
    text = made_of()["xlcompare/python/python311._pth"].decode("ascii")
    lines = text.split("\r\n")
    assert lines[:3] == ["python311.zip", ".", r"Lib\site-packages"]
    assert "import site" in lines
    assert "#import site" not in lines


def test_a_wheels_data_goes_beside_python_and_its_scripts_and_programs_stay_out(tmp_path: Path) -> None:
    files = {
        "a-1.0.data/data/a.dll": "",
        "a-1.0.data/platlib/a.pyd": "",
        "a-1.0.data/scripts/a.py": "",
        "a/Tool.EXE": "",
    }
    held = made_of(wheel(tmp_path, "a", files=files))
    assert {"xlcompare/python/a.dll", "xlcompare/python/Lib/site-packages/a.pyd"} <= set(held)
    assert not [path for path in held if "scripts" in path or path.endswith("EXE")]
    assert [path for path in held if path.endswith(".exe")] == ["xlcompare/python/python.exe"]


def test_the_licences_of_all_that_is_bundled_are_listed(tmp_path: Path) -> None:
    text = made_of(wheel(tmp_path, "alpha"))["xlcompare/ライセンス一覧.txt"].decode("utf-8-sig")
    assert "alpha 1.0  MIT\r\n    python/Lib/site-packages/alpha-1.0.dist-info/licenses/LICENSE\r\n" in text
    assert f"Python {bundle.PYTHON}" in text


def test_the_same_files_give_the_same_bytes(tmp_path: Path) -> None:
    wheels = [wheel(tmp_path, "alpha"), wheel(tmp_path, "beta")]
    first = bundle.zipped(made_of(*wheels))
    assert first == bundle.zipped(dict(reversed(made_of(*reversed(wheels)).items())))
    with zipfile.ZipFile(io.BytesIO(first)) as archived:
        entries = archived.infolist()
        assert archived.testzip() is None
    assert [entry.filename for entry in entries] == sorted(entry.filename for entry in entries)
    assert {(entry.date_time, entry.create_system) for entry in entries} == {((1980, 1, 1, 0, 0, 0), 0)}


# ── the files to double-click ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("name", "arguments"), COMMANDS.items())
def test_a_command_file_starts_the_bundled_python(name: str, arguments: str) -> None:
    data = made_of()[f"xlcompare/{name}"]
    assert f'"%~dp0python\\python.exe" -m xlcompare {arguments}' in data.decode("cp932")
    assert data.count(b"\n") == data.count(b"\r\n") == data.count(b"\r") > 0
    assert data.count(b"python.exe") == data.count(b'"%~dp0python\\python.exe"')


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_file_is_read_alike_under_every_code_page(name: str) -> None:
    text = made_of()[f"xlcompare/{name}"].decode("cp932")
    before, found, after = text.partition("chcp 932 >nul\r\n")
    assert before.isascii()
    assert found or not after
    # Read byte by byte, no half of a character may be one of cmd's signs.
    signs = set(b'|&<>^%!"\\()')
    assert [c for c in after if not c.isascii() and signs & set(c.encode("cp932"))] == []


@pytest.mark.parametrize("name", ["ボタンを入れる.cmd", "ボタンを外す.cmd"])
def test_a_window_that_was_double_clicked_stays_open_and_knows_unpacked_folders(name: str) -> None:
    text = made_of()[f"xlcompare/{name}"].decode("cp932")
    assert text.endswith("pause >nul\r\n")
    assert 'if not exist "%~dp0python\\python.exe"' in text
    assert "すべて展開" in text


def test_the_text_to_read_first_names_the_files_and_the_version() -> None:
    data = made_of()["xlcompare/はじめにお読みください.txt"]
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\n") == data.count(b"\r\n")
    text = data.decode("utf-8-sig")
    assert text.startswith("xlcompare 0.0")
    assert all(name.removesuffix(".cmd") in text for name in COMMANDS)


# ── what is refused ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "path", ["../evil.py", "/evil.py", "a/../../evil.py", r"..\evil.py", "C:/evil.py", "a//b", "a:b"]
)
def test_a_wheel_whose_file_would_escape_is_refused(tmp_path: Path, path: str) -> None:
    with pytest.raises(bundle.Stop, match="outside its folder"):
        made_of(wheel(tmp_path, "evil", files={path: ""}))


@pytest.mark.parametrize("path", ["evil-1.0.data/data/../../evil.py", "evil-1.0.data/purelib//evil.py"])
def test_neither_does_a_wheels_data_escape(tmp_path: Path, path: str) -> None:
    with pytest.raises(bundle.Stop, match="outside its folder"):
        made_of(wheel(tmp_path, "evil", files={path: ""}))


@pytest.mark.parametrize("path", ["alpha/__init__.py", "Alpha/__INIT__.py", "evil-1.0.data/purelib/alpha/__init__.py"])
def test_a_wheel_that_replaces_anothers_file_is_refused(tmp_path: Path, path: str) -> None:
    with pytest.raises(bundle.Stop, match=r"alpha-1\.0.* and evil-1\.0.* both have a file"):
        made_of(wheel(tmp_path, "alpha"), wheel(tmp_path, "evil", files={path: "other"}))


def test_a_wheel_that_replaces_pythons_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(bundle.Stop, match=r"embed-amd64\.zip and evil"):
        made_of(wheel(tmp_path, "evil", files={"evil-1.0.data/data/python311._pth": "other"}))


def test_another_python_than_the_pinned_one_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "python.zip"
    file.write_bytes(embeddable())
    assert bundle.main(["--python-zip", str(file), "-o", str(tmp_path / "out")]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert bundle.PYTHON_SHA256 in said
    assert hashlib.sha256(embeddable()).hexdigest() in said
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("changed", [{"python311._pth": "python311.zip\r\n.\r\n"}, {"python311._pth": "#import site"}])
def test_a_python_laid_out_otherwise_is_refused(changed: dict[str, str]) -> None:
    with pytest.raises(bundle.Stop, match="#import site"):
        made_of(python=embeddable(**changed))


def test_a_python_without_a_program_is_refused() -> None:
    with pytest.raises(bundle.Stop, match=r"has no python\.exe"):
        made_of(python=archive({"python311._pth": PTH}))


def test_what_is_no_archive_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a-1.0-py3-none-any.whl").write_bytes(b"<html>")
    with pytest.raises(bundle.Stop, match="can't be unpacked"):
        made_of(tmp_path / "a-1.0-py3-none-any.whl")
    with pytest.raises(bundle.Stop, match="can't be unpacked"):
        made_of(python=b"<html>")


# ── requirements ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_pip_is_asked_for_wheels_of_windows() -> None:
    command = bundle.pip_download(["rich >= 13"], Path("into"), None)
    text = " ".join(command)
    assert command[:4] == [sys.executable, "-m", "pip", "download"]
    assert "--only-binary=:all: --platform win_amd64 --python-version 3.11 --implementation cp" in text
    assert "--no-deps" in command
    assert "--no-index" not in command
    assert text.endswith("--dest into rich >= 13")
    offline = bundle.pip_download(["rich"], Path("into"), Path("wheels"))
    assert " ".join(offline).count(f"--no-index --find-links {Path('wheels').resolve()} ") == 1


def test_markers_are_read_for_windows_on_every_system() -> None:
    lines = [
        'pywin32>=224; platform_system == "Windows"',
        'appscript; platform_system == "Darwin"',
        'new; python_version >= "3.12"',
        'more; extra == "all"',
        "# a comment",
        "",
        'tzdata; sys_platform == "win32"',
    ]
    assert bundle.for_windows(lines) == ["pywin32>=224", "tzdata"]


def test_all_that_setup_cfg_requires_is_bundled_with_the_versions_that_are_tested() -> None:
    setup = configparser.ConfigParser(interpolation=None)
    setup.read(ROOT / "setup.cfg", encoding="utf-8")
    asked = bundle.project_requirements()
    required = [line for line in setup["options"]["install_requires"].splitlines() if line]
    assert {bundle.name_of(line) for line in asked} == {bundle.name_of(line) for line in required}
    assert any(line.startswith("xlwings==") for line in asked)


def test_requirements_of_requirements_are_bundled_and_other_systems_are_not(tmp_path: Path) -> None:
    store = tmp_path / "store"
    store.mkdir()
    wheel(store, "alpha", 'beta>=1; platform_system == "Windows"', 'mac; sys_platform == "darwin"')
    wheel(store, "beta", "gamma", tag="cp311-cp311-win_amd64")
    wheel(store, "gamma")
    wheel(store, "gamma", tag="cp311-cp311-manylinux_2_17_x86_64")
    wheel(store, "delta")
    found = bundle.windows_wheels(["alpha"], tmp_path, store)
    assert [file.name for file in found] == [
        "alpha-1.0-py3-none-any.whl",
        "beta-1.0-cp311-cp311-win_amd64.whl",
        "gamma-1.0-py3-none-any.whl",
    ]


def test_a_missing_wheel_is_said_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(bundle.Stop, match=r"pip download failed"):
        bundle.windows_wheels(["alpha"], tmp_path, tmp_path)


# ── dev.py ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_dev_py_knows_the_job() -> None:
    ended = subprocess.run(
        [sys.executable, "dev.py", "--help"], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    )
    assert "dev.py bundle" in ended.stdout
    ended = subprocess.run(
        [sys.executable, str(ROOT / "standalone" / "bundle.py"), "--help"], capture_output=True, encoding="utf-8"
    )
    assert (ended.returncode, "--python-zip" in ended.stdout) == (0, True)


def test_the_whole_is_made_without_the_network(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    store = tmp_path / "store"
    store.mkdir()
    python = tmp_path / "python.zip"
    python.write_bytes(embeddable())
    wheel(store, "alpha")
    monkeypatch.setattr(bundle, "PYTHON_SHA256", hashlib.sha256(python.read_bytes()).hexdigest())
    monkeypatch.setattr(bundle, "project_requirements", lambda: ["alpha"])
    made = []
    for out in (tmp_path / "1", tmp_path / "2"):
        assert bundle.main(["--python-zip", str(python), "--wheels", str(store), "-o", str(out)]) == 0
        (file,) = out.iterdir()
        made.append(file.read_bytes())
        assert str(file) in capsys.readouterr().out
    assert made[0] == made[1]
    site = "xlcompare/python/Lib/site-packages/"
    with zipfile.ZipFile(io.BytesIO(made[0])) as archived:
        names = set(archived.namelist())
    version = file.name.removeprefix("xlcompare-").removesuffix("-win64.zip")
    assert {f"{site}xlcompare/__main__.py", f"{site}xlcompare-{version}.dist-info/METADATA"} <= names
    assert f"{site}xlcompare/templates/standard.xlsx" in names
