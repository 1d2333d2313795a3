"""Which target sentences measure the same: pairs from four branches' plans, and others of the same frame."""

from __future__ import annotations

import pytest

from xlcompare.tracking.same_target import measures_the_same

SAME = [
    ("■ KPI：① 生活習慣病予防健診受診率を58.8％以上とする", "■ KPI： ① 生活習慣病予防健診実施率を60.3％以上とする"),
    ("③ 被扶養者の特定健診受診率を28.3％以上とする", "③ 被扶養者の特定健診実施率を28.3％以上とする"),
    ("■KPI：協会けんぽのジェネリック医薬品使用割合を80.3％以上とする",
     "■KPI：ジェネリック医薬品使用割合（※）を年度末時点で80.7％以上とする"),
    ("保険証回収率を95.5％以上とする", "保険証回収率を対前年度以上とする。"),
    ("現金給付等の申請に係る郵送化率 87.0％以上とする", "現金給付等の申請に係る郵送化率を90.0％以上とする。"),
    ("■ KPI：設定なし", "■ KPI：設定なし"),
]  # fmt: skip
OTHERS = [
    ("回収率を60.0％以上とする", "受診率を55.0％以上とする"),
    ("窓口の満足度を95.0％以上とする", "申請の郵送化率を95.0％以上とする"),
    ("生活習慣病予防健診の受診率を60.0％以上とする", "事業者健診データの取得率を8.0％以上とする"),
    ("■ KPI：限度額適用認定証の使用割合を85.0％以上とする", "■ KPI：設定なし"),
]


@pytest.mark.parametrize(("old", "new"), SAME)
def test_a_target_in_other_words_or_with_another_figure_is_the_same(old: str, new: str) -> None:
    assert measures_the_same(old, new)
    assert measures_the_same(new, old)


@pytest.mark.parametrize(("old", "new"), OTHERS)
def test_another_measure_in_the_same_frame_is_not(old: str, new: str) -> None:
    assert not measures_the_same(old, new)
    assert not measures_the_same(new, old)
