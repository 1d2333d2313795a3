"""What the commands say when they are done."""

from __future__ import annotations

from collections.abc import Sequence


def template_kept_as(path: str) -> str:
    return f"前のテンプレートは {path} に残しました。"


def made_into(book: str, tabs: Sequence[str]) -> str:
    return f"{book} にシートを作りました：{'、'.join(tabs)}"


def set_behind(tab: str, name: str, first: str, last: str) -> str:
    """`tab` is where the formula stands, '' for that of the defined `name`."""
    over = _formula_over(tab, name, first, last)
    return f"{over}しているため、その結果が変わらないように、「{last}」の次にシートを置きました。"


def taken_in(tab: str, name: str, first: str, last: str, ours: Sequence[str]) -> str:
    """The same of a formula that has `ours` among its tabs."""
    return (
        f"{_formula_over(tab, name, first, last)}しているので、その間にある「{'」「'.join(ours)}」の値も加わります。"
        f"加えないときは、それらのシートを「{last}」より後ろへ動かしてください。"
    )


def _formula_over(tab: str, name: str, first: str, last: str) -> str:
    where = f"シート「{tab}」" if tab else f"名前「{name}」"
    return f"{where}の数式が「{first}」から「{last}」までのシートをまたいで計算（3-D参照）"


def years_compared(new: str, items: int, old: str, old_items: int) -> str:
    return f"新：{new}（{items}項目）　旧：{old}（{old_items}項目）"


def budgets_compared(new: float, old: float) -> str:
    """Both in thousands of yen."""
    difference = round(new - old, 3)
    sign = "△" if difference < 0 else ""
    return f"予算額：新 {new:,.10g}千円　旧 {old:,.10g}千円　増減 {sign}{abs(difference):,.10g}千円"


def matters(count: int) -> str:
    return f"確認事項：{count}件"


def template_is_fine(template: str, styles: int, sheets: int) -> str:
    return f"{template}：確認事項はありません（スタイル{styles}個、シート{sheets}枚）。"


def demo_compares() -> str:
    return "見本支部（架空の支部です）の令和4年度と令和5年度の事業計画を比べます。"


def demo_tracks() -> str:
    return "令和5年度の進捗管理表も作ります。"


def demo_is_done(comparison: str, progress: str) -> str:
    return (
        f"Excel で {comparison} を開き、シート「新旧対照表」を印刷プレビューでご覧ください。\n"
        f"{progress} は、白い欄に入力して使います（シート「使い方」をご覧ください）。"
    )


def interrupted() -> str:
    return "中止しました。何も書き込んでいません。"


def not_shown(reason: str) -> str:
    return f"結果を画面に表示できません（{reason}）。"
