"""What the command makes of a folder, what it makes again, and what it says of that."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
from pathlib import Path

import openpyxl
import pytest

from xlcompare import batch_words as words
from xlcompare.hosts.cli import main

from ..progress.books import Typing
from .folders import (
    AREA,
    NEW,
    REVIEW,
    command,
    done,
    environment,
    left_out,
    log,
    opened,
    plan,
    results,
    run,
    summary,
    workbooks,
)

Captured = pytest.CaptureFixture[str]


def test_every_book_gets_its_two_workbooks_in_the_same_subfolder(branches: Path, made: Path) -> None:
    books = [book.relative_to(branches).with_suffix("") for book in branches.rglob("*.xlsx")]
    wanted = {f"{book.as_posix()}_{suffix}.xlsx" for book in books for suffix in ("対照表", "進捗管理表")}
    assert results(made).keys() == wanted | {words.SUMMARY_BOOK}
    assert len(wanted) == 94


def test_the_workbooks_are_those_of_the_single_commands(few: Path, tmp_path: Path) -> None:
    run(few, tmp_path / "結果")
    main(["book", str(few / "支部02.xlsx"), "-o", str(tmp_path / "one.xlsx")])
    main(["progress", str(few / "支部02.xlsx"), "-o", str(tmp_path / "two.xlsx")])
    assert (tmp_path / "結果" / "支部02_対照表.xlsx").read_bytes() == (tmp_path / "one.xlsx").read_bytes()
    assert (tmp_path / "結果" / "支部02_進捗管理表.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


def test_a_second_run_makes_nothing_and_a_forced_one_with_one_worker_the_same_bytes(
    branches: Path, some: Path, made: Path, again: Path
) -> None:
    ended = run(branches, again)
    assert (ended.returncode, done(again)) == (0, [])
    assert "計画ブック47冊：作成 0冊、変更なし 47冊、できなかったもの 0冊" in ended.stdout
    assert results(again) == results(made)
    assert run(some, again, "--force", jobs=1).returncode == 0
    assert len(done(again)) == 16
    assert workbooks(branches, again) == workbooks(branches, made)


def test_only_what_has_changed_is_done_again(few: Path, few_done: Path, tmp_path: Path) -> None:
    out = few_done
    (few / "支部02.xlsx").write_bytes(plan(2, extra=["・新しい取組を始める。"]))
    (out / "西" / "支部03_対照表.xlsx").unlink()
    assert run(few, out).returncode == 0
    assert done(out) == ["支部02.xlsx", "西/支部03.xlsx"]
    assert run(few, out, "--style", "ministry").returncode == 0
    assert len(done(out)) == 3
    template = tmp_path / "house.xlsx"
    main(["template", "export", str(template)])
    house = openpyxl.load_workbook(template)
    next(style for style in house._named_styles if style.name == "対照表 本文").font.size = 8  # type: ignore[attr-defined]
    house.save(template)
    assert run(few, out, "--style", "ministry", "--template", template).returncode == 0
    assert len(done(out)) == 3


def test_the_summary_says_what_was_made_with_links_and_sums(few: Path, tmp_path: Path) -> None:
    out = tmp_path / "結果"
    (few / "不明.xlsx").write_bytes(b"text")
    ended = run(few, out)
    assert ended.returncode == 1
    rows = summary(out)
    assert list(rows) == ["不明.xlsx", "支部02.xlsx", "西/支部01.xlsx", "西/支部03.xlsx"]
    assert [row["状態"] for row in rows.values()] == ["× 失敗", *["○ 作成済み"] * 3]
    row = rows["西/支部03.xlsx"]
    assert row["対照表"] == '=HYPERLINK("西/支部03_対照表.xlsx","開く")'
    assert row["進捗管理表"] == '=HYPERLINK("西/支部03_進捗管理表.xlsx","開く")'
    figures = ("新年度", "旧年度", "変更", "取組", "KPI", "予算額（新）")
    assert [row[name] for name in figures] == ["令和5年度", "令和4年度", 2, 4, 1, 923]
    assert "文字だけのファイル" in rows["不明.xlsx"]["できなかった理由・備考"]
    assert f"不明.xlsx: {rows['不明.xlsx']['できなかった理由・備考']}" in ended.stderr


def test_a_book_of_one_year_is_done_with_its_progress_workbook_alone(few: Path, tmp_path: Path) -> None:
    out = tmp_path / "結果"
    (few / "支部02.xlsx").write_bytes(plan(2, tabs=[NEW]))
    ended = run(few, out)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "作成 3冊、変更なし 0冊、できなかったもの 0冊\n対照表のないもの：1冊" in ended.stdout
    row = summary(out)["支部02.xlsx"]
    assert (row["状態"], row["対照表"], row["取組"]) == ("○ 作成済み", None, 4)
    assert row["できなかった理由・備考"] == words.ONE_YEAR
    path = typed_into(out, "12社を訪問した。")
    saved = path.read_bytes()
    for book in (["支部02.xlsx"], []):
        assert run(few, out).returncode == 0
        assert done(out) == book
        assert path.read_bytes() == saved
    (few / "支部02.xlsx").write_bytes(plan(2))
    assert run(few, out).returncode == 0
    assert "支部02_対照表.xlsx" in results(out)


def test_a_remark_in_the_summary_is_kept_and_an_unchanged_one_not_written_again(few: Path, few_done: Path) -> None:
    out = few_done
    place, kept = out / words.SUMMARY_BOOK, out / "一括作成のまとめ.bak.xlsx"
    first, when = place.read_bytes(), place.stat().st_mtime_ns
    run(few, out)
    assert (place.stat().st_mtime_ns, kept.exists()) == (when, False)
    book = opened(place)
    book[words.SUMMARY_SHEET]["V5"] = "確認済み"
    book.save(place)
    remarked = place.read_bytes()
    for _ in range(2):
        assert run(few, out).returncode == 0
        assert (place.read_bytes(), kept.read_bytes()) == (first, remarked)
    assert len(list(out.glob("*.bak*"))) == 1


def test_somebody_elses_file_in_the_place_of_the_summary_stays_and_nothing_is_begun(few: Path, tmp_path: Path) -> None:
    out = tmp_path / "結果"
    out.mkdir()
    (out / words.SUMMARY_BOOK).write_bytes(mine := plan(tabs=["私の表"]))
    ended = run(few, out)
    assert ended.returncode == 2
    assert f"{words.SUMMARY_BOOK}: 同じ名前の" in ended.stderr
    assert ((out / words.SUMMARY_BOOK).read_bytes(), list(results(out))) == (mine, [words.SUMMARY_BOOK])


def test_the_log_tells_every_book_and_the_run(few: Path, tmp_path: Path) -> None:
    run(few, tmp_path / "結果", jobs=2)
    start, *books, end = log(tmp_path / "結果")
    assert (start["event"], start["jobs"], start["books"]) == ("start", 2, 3)
    assert {line["book"] for line in books} == {"支部02.xlsx", "西/支部01.xlsx", "西/支部03.xlsx"}
    assert all(line["state"] == "made" and len(line["outputs"]) == 2 and line["seconds"] > 0 for line in books)
    assert (end["event"], end["books"], end["failed"]) == ("end", 3, 0)


def test_a_log_that_somebody_has_spoilt_harms_nothing(few: Path, few_done: Path) -> None:
    out = few_done
    odd = [{"event": "book"}, {"event": "book", "book": 1, "outputs": []}, {"scratch": "../計画"}, [1], "x"]
    with (out / words.LOG).open("ab") as file:
        file.write(b"\xff\n" + b"".join(json.dumps(line).encode() + b"\n" for line in odd) + b'{"event": "bo')
    ended = run(few, out)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "作成 0冊、変更なし 3冊" in ended.stdout
    assert json.loads((out / words.LOG).read_bytes().splitlines()[-1])["event"] == "end"
    assert few.is_dir()


def test_what_is_no_plan_book_is_left_out_and_told(few: Path, tmp_path: Path) -> None:
    main(["book", str(few / "支部02.xlsx"), "-o", str(few / "前の対照表.xlsx")])
    (few / "~$支部02.xlsx").write_bytes(b"owner")
    (few / "支部02.bak.xlsx").write_bytes(plan())
    (few / ".隠し").mkdir()
    (few / ".隠し" / "支部.xlsx").write_bytes(plan())
    (few / "古い.xls").write_bytes(b"x")
    (few / "名簿.xlsx").write_bytes(plan(tabs=["名簿"]))
    (few / "説明.docx").write_bytes(b"x")
    os.mkfifo(few / "管.xlsx")
    ended = run(few, few / "結果")
    assert ended.returncode == 0
    assert len(summary(few / "結果")) == 3
    assert left_out(few / "結果") == {
        ".隠し": words.HIDDEN,
        "~$支部02.xlsx": words.LOCK_FILE,
        "前の対照表.xlsx": words.OURS,
        "古い.xls": words.OTHER_FORMAT,
        "名簿.xlsx": words.NO_YEAR_TAB,
        "支部02.bak.xlsx": words.BACKUP,
        "管.xlsx": words.NO_FILE,
    }
    assert "対象外：ほか2件" in ended.stdout
    run(few, few / "結果")
    assert done(few / "結果") == []


def test_links_lead_nowhere_to_read_or_to_write(few: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "よそ"
    elsewhere.mkdir()
    (elsewhere / "支部99.xlsx").write_bytes(plan())
    (few / "リンク").symlink_to(elsewhere)
    (few / "リンク.xlsx").symlink_to(elsewhere / "支部99.xlsx")
    out = tmp_path / "結果"
    out.mkdir()
    (out / "西").symlink_to(elsewhere)
    (out / "支部02_対照表.xlsx").symlink_to(elsewhere / "支部02_対照表.xlsx")
    ended = run(few, out)
    assert ended.returncode == 1
    assert os.listdir(elsewhere) == ["支部99.xlsx"]
    assert left_out(out) == {"リンク": words.LINK, "リンク.xlsx": words.LINK}
    assert [row["状態"] for row in summary(out).values()] == ["× 失敗"] * 3
    assert ended.stderr.count("リンクが外を指しているため") == 3


def test_books_of_one_name_keep_their_own_results_whoever_comes_later(few: Path, tmp_path: Path) -> None:
    out = tmp_path / "結果"
    (few / "支部.xlsm").write_bytes(plan(7))
    run(few, out)
    first = (out / "支部_対照表.xlsx").read_bytes()
    (few / "支部.xlsx").write_bytes(plan(8))
    assert run(few, out).returncode == 0
    assert (out / "支部_対照表.xlsx").read_bytes() == first
    assert "支部（xlsx）_対照表.xlsx" in results(out)
    assert run(few, tmp_path / "新規").returncode == 0
    assert {"支部_対照表.xlsx", "支部（xlsm）_対照表.xlsx"} <= results(tmp_path / "新規").keys()


# ── what people have typed into the results ──────────────────────────────────────────────────────────────────────────


def typed_into(out: Path, text: str) -> Path:
    """The progress workbook of 支部02, saved by a person who has typed `text`."""
    path = out / "支部02_進捗管理表.xlsx"
    with Typing(path, path) as typing:
        typing.type("・事業所を訪問する。", AREA, text)
    return path


def texts(path: Path) -> set[str]:
    book = opened(path)
    return {str(value) for sheet in book for row in sheet.iter_rows(values_only=True) for value in row if value}


def test_a_progress_workbook_that_somebody_fills_in_stays_as_it_was_saved(few: Path, few_done: Path) -> None:
    out = few_done
    path = typed_into(out, "12社を訪問した。")
    saved = path.read_bytes()
    for _ in range(2):
        assert run(few, out).returncode == 0
        assert path.read_bytes() == saved
    assert done(out) == []
    assert list(out.rglob("*.bak*")) == []
    (few / "支部02.xlsx").write_bytes(plan(2, extra=["・新しい取組を始める。"]))
    assert run(few, out).returncode == 0
    assert path.with_name("支部02_進捗管理表.bak.xlsx").read_bytes() == saved


def test_what_was_typed_survives_a_new_plan_and_the_saved_workbook_is_kept(few: Path, few_done: Path) -> None:
    out = few_done
    path = typed_into(out, "12社を訪問した。")
    saved = path.read_bytes()
    (few / "支部02.xlsx").write_bytes(plan(2, extra=["・新しい取組を始める。"]))
    assert run(few, out).returncode == 0
    assert {"12社を訪問した。", "・新しい取組を始める。"} <= texts(path)
    assert path.with_name("支部02_進捗管理表.bak.xlsx").read_bytes() == saved
    assert run(few, out, "--force").returncode == 0
    assert "12社を訪問した。" in texts(path)


def test_a_corrected_pair_counts_and_is_kept(few: Path, few_done: Path) -> None:
    out = few_done
    before = summary(out)["支部02.xlsx"]
    path = out / "支部02_対照表.xlsx"
    book = opened(path)
    sheet = book[REVIEW]
    header = next(row for row in sheet.iter_rows(max_row=8) if any(cell.value == "判定" for cell in row))
    judgement = next(cell.column for cell in header if cell.value == "判定")
    row = next(row for row in range(header[0].row + 1, 20) if "研修" in str([c.value for c in sheet[row]]))
    sheet.cell(row, judgement).value = "対応しない"
    book.save(path)
    assert run(few, out).returncode == 0
    assert done(out) == ["支部02.xlsx"]
    after = summary(out)["支部02.xlsx"]
    assert (after["新設"], after["廃止"]) == (before["新設"] + 1, before["廃止"] + 1)
    assert run(few, out, "--force").returncode == 0
    assert summary(out)["支部02.xlsx"] == after


def test_somebody_elses_file_in_the_place_of_a_result_stays(few: Path, tmp_path: Path) -> None:
    out = tmp_path / "結果"
    out.mkdir()
    (out / "支部02_対照表.xlsx").write_bytes(mine := plan(tabs=["私の表"]))
    ended = run(few, out)
    assert ended.returncode == 1
    assert (out / "支部02_対照表.xlsx").read_bytes() == mine
    assert "支部02.xlsx: 支部02_対照表.xlsx: 同じ名前の" in ended.stderr
    assert "作成 2冊、変更なし 0冊、一部のみ 1冊、できなかったもの 0冊" in ended.stdout
    assert summary(out)["支部02.xlsx"]["状態"] == "△ 一部のみ"
    path = typed_into(out, "12社を訪問した。")
    saved = path.read_bytes()
    for _ in range(2):
        assert run(few, out).returncode == 1
        assert (path.read_bytes(), list(out.rglob("*.bak*"))) == (saved, [])


def test_a_progress_workbook_that_missed_a_new_plan_gets_it_later(few: Path, few_done: Path) -> None:
    out = few_done
    path = typed_into(out, "12社を訪問した。")
    saved = path.read_bytes()
    (lock := out / f"~${path.name}").write_bytes(b"\x05owner")
    (few / "支部02.xlsx").write_bytes(plan(2, extra=["・新しい取組を始める。"]))
    assert run(few, out).returncode == 1
    assert path.read_bytes() == saved
    lock.unlink()
    assert run(few, out).returncode == 0
    assert {"12社を訪問した。", "・新しい取組を始める。"} <= texts(path)
    assert path.with_name("支部02_進捗管理表.bak.xlsx").read_bytes() == saved


# ── what keeps it from beginning ─────────────────────────────────────────────────────────────────────────────────────


def test_wrong_folders_are_named(few: Path, tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "空").mkdir()
    for folder, out, said in (
        (tmp_path / "ない", tmp_path / "結果", "がありません。計画ブックのあるフォルダー"),
        (tmp_path / "空", tmp_path / "結果", "に計画ブック（年度のシートがある"),
        (few, few, "作成先が計画ブックのフォルダー"),
        (few, few / "支部02.xlsx", "フォルダーではありません"),
        (few, "", "フォルダーではありません"),
        (few, tmp_path / ("長" * 200), "保存できません"),
        (tmp_path / ("長" * 200), tmp_path / "結果", "がありません。計画ブックのあるフォルダー"),
    ):
        assert main(["batch", str(folder), "-o", str(out)]) == 2
        assert said in capsys.readouterr().err
    assert not (tmp_path / "結果").exists()
    with pytest.raises(SystemExit):
        main(["batch", str(few), "-o", str(tmp_path), "--jobs", "0"])
    assert "--jobs の値「0」は、1以上の数で" in capsys.readouterr().err


def test_a_second_run_at_the_same_time_is_refused(branches: Path, tmp_path: Path) -> None:
    out = tmp_path / "結果"
    with subprocess.Popen(
        command(
            branches,
            out,
        ),
        env=environment(),
        stdout=subprocess.DEVNULL,
    ) as first:
        while not (out / words.LOG).exists() or not log(out):
            assert first.poll() is None
        second = run(branches, out)
        assert second.returncode == 2
        assert "別の一括作成が書き込んでいます" in second.stderr
        first.send_signal(signal.SIGINT)
    shutil.rmtree(out)
