"""Random plans whose every line has a number of its own, and random edits that keep the numbers: so a test knows what
became of what, whatever the texts say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import combinations, count
from random import Random

from xlcompare.plan import Item, Kind, Place, Plan

WHO = (
    "若年層に", "被扶養者に", "小規模事業所に", "運送業の事業主に", "新規適用事業所に", "任意継続者に",
    "医療機関の窓口で", "商工会議所の会員に", "薬剤師会の会員に", "大学の研究者に", "社会保険労務士に",
    "退職予定者に", "健康保険委員に", "施術所の管理者に", "外国籍の加入者に", "自治体の担当課に", "委託業者に",
    "本部の担当グループに", "報道機関に", "未受診者に",
)  # fmt: skip
WHAT = (
    "ジェネリック医薬品の軽減額を", "限度額適用認定証の使い方を", "特定保健指導の効果を", "柔道整復の受診の仕方を",
    "資格喪失後の返納金を", "傷病手当金の審査の手順を", "レセプトの縦覧点検の結果を", "がん検診の同時実施を",
    "歯科健診の日程を", "生活習慣病の重症化の兆しを", "被扶養者資格の再確認を", "健康宣言の取組の例を",
    "医療費の地域差を", "電子申請の利用の方法を", "個人番号の登録の状況を", "出産育児一時金の直接支払を",
    "第三者行為の届出を", "はり・きゅうの同意書を", "診療報酬の返還の請求を", "禁煙外来の助成を",
)  # fmt: skip
HOW = (
    "封書で四半期ごとに届ける。", "電話で一件ずつ確かめる。", "動画にして公開する。", "訪問して説明する。",
    "ダイレクトメールで勧める。", "研修会で取り上げる。", "分析して公表する。", "弁護士名で催告する。",
    "一覧にして配る。", "新聞の折込で知らせる。", "セミナーを開いて広める。", "アンケートで調べる。",
    "協定を結んで進める。", "点検して改める。", "会議で毎月報告する。", "はがきで再度促す。",
    "ポスターを掲げて伝える。", "メールマガジンに載せる。", "面談して助言する。", "システムで自動化する。",
)  # fmt: skip
TOPICS = (
    "窓口サービスの向上", "債権の早期回収", "健診の受診率向上", "医療費の適正化", "組織体制の強化", "広報活動の推進",
    "事務処理の標準化", "データヘルス計画の実施", "意見発信の充実", "費用対効果を踏まえたコスト削減",
    "人材育成の計画的な実施", "内部統制の整備",
)  # fmt: skip
AREAS = ("基盤的保険者機能関係", "戦略的保険者機能関係", "組織・運営体制関係")
FIGURES = (
    "郵送化率",
    "回収率",
    "受診率",
    "使用割合",
    "実施率",
    "点検の査定率",
    "委嘱率",
    "応札の割合",
    "満足度",
    "登録率",
)


@dataclass(frozen=True)
class Line:
    """A measure with its sub-bullets, or a target."""

    number: int
    text: str
    is_target: bool = False
    more: tuple[str, ...] = ()

    @property
    def whole(self) -> str:
        return "\n".join((self.text, *self.more))


@dataclass(frozen=True)
class Heading:
    number: int
    text: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Area:
    number: int
    text: str
    headings: tuple[Heading, ...]


@dataclass
class Author:
    """Writes and edits plans; no two sentences have more than one part in common."""

    random: Random
    numbers: Iterator[int] = field(default_factory=count)
    said: set[str] = field(default_factory=set)

    def plan(self) -> tuple[Area, ...]:
        topics = self.random.sample(TOPICS, len(TOPICS))
        self.topics = topics
        figures = self.random.sample(FIGURES, len(FIGURES))
        self.figures = figures
        areas = []
        for name in AREAS[: self.random.randint(1, 3)]:
            headings = tuple(self.heading() for _ in range(self.random.randint(1, 3)))
            areas.append(Area(next(self.numbers), name, headings))
        return tuple(areas)

    def heading(self) -> Heading:
        number, text = next(self.numbers), f"○{self.topics.pop()}"
        lines = [self.target()] if self.random.random() < 0.6 and self.figures else []
        lines += [self.measure() for _ in range(self.random.randint(1, 5))]
        return Heading(number, text, tuple(lines))

    def target(self) -> Line:
        name = self.figures.pop()
        return Line(next(self.numbers), f"{name}を{self.random.randint(20, 99)}.0％以上とする", is_target=True)

    def measure(self) -> Line:
        more = tuple(f"・{self.sentence()}" for _ in range(self.random.choice((0, 0, 0, 1, 2))))
        return Line(next(self.numbers), self.sentence(), more=more)

    def sentence(self) -> str:
        """Four parts, of which another sentence has at most one."""
        for _ in range(400):
            what, more = self.random.sample(WHAT, 2)
            parts = (self.random.choice(WHO), f"{what[:-1]}と、", more, self.random.choice(HOW))
            pairs = {"".join(sorted(pair)) for pair in combinations((parts[0], what, more, parts[3]), 2)}
            if not pairs & self.said:
                self.said |= pairs
                return "".join(parts)
        raise AssertionError("no more sentences")

    # ── next year's ──────────────────────────────────────────────────────────────────────────────────────────────

    def edited(self, areas: tuple[Area, ...], share: float) -> tuple[Area, ...]:
        """About `share` of all lines and headings dropped, reworded, moved or joined by new ones."""
        chance = self.random
        moved: list[Line] = []
        found = []
        for area in areas:
            headings = []
            for heading in area.headings:
                lines: list[Line] = []
                for line in heading.lines:
                    what = chance.choice("drwni") if chance.random() < share else ""
                    if what == "w" and not line.is_target:
                        moved.append(line)
                    elif what == "n":
                        lines += [self.measure(), line]
                    elif what != "d":
                        lines.append(self.reworded(line) if what == "r" else line)
                text = f"{heading.text}と検証" if chance.random() < share / 2 else heading.text
                headings.append(replace(heading, text=text, lines=tuple(lines)))
            if chance.random() < share and self.topics:
                headings.insert(chance.randint(0, len(headings)), self.heading())
            if chance.random() < share / 2:
                chance.shuffle(headings)
            found.append(replace(area, headings=tuple(headings)))
        for line in moved:
            self._put(line, found)
        return tuple(found)

    def _put(self, line: Line, areas: list[Area]) -> None:
        a = self.random.randrange(len(areas))
        headings = list(areas[a].headings)
        h = self.random.randrange(len(headings))
        lines = list(headings[h].lines)
        lines.insert(self.random.randint(0, len(lines)), line)
        headings[h] = replace(headings[h], lines=tuple(lines))
        areas[a] = replace(areas[a], headings=tuple(headings))

    def reworded(self, line: Line) -> Line:
        if line.is_target:
            return replace(line, text=f"{line.text.split('を')[0]}を{self.random.randint(20, 99)}.5％以上とする")
        text, how = line.text, self.random.choice(HOW)
        changed = (
            f"{text.rstrip('。')}よう努める。また、結果を検証する。",
            next((text.removeprefix(who) for who in WHO if text.startswith(who)), text),
            next((text.removesuffix(each) + how for each in HOW if text.endswith(each)), text),
        )
        return replace(line, text=self.random.choice(changed), more=line.more[:1])


def plan_of(areas: tuple[Area, ...]) -> tuple[Plan, dict[int, int]]:
    """The plan's value, one cell a measure, and the index of each numbered line's item."""
    items: list[Item] = []
    at: dict[int, int] = {}

    def add(number: int | None, text: str, kind: Kind, area: str, path: tuple[str, ...], place: Place) -> None:
        if number is not None:
            at[number] = len(items)
        items.append(Item(text, kind, area, path, place))

    rows = count(2)
    for area in areas:
        add(area.number, area.text, Kind.AREA, area.text, (), Place(f"A{next(rows)}"))
        for heading in area.headings:
            add(heading.number, heading.text, Kind.HEADING, area.text, (), Place(f"B{next(rows)}"))
            for line in heading.lines:
                cell, path = f"D{next(rows)}", (heading.text,)
                kind = Kind.KPI if line.is_target else Kind.MEASURE
                add(line.number, line.text, kind, area.text, path, Place(cell, 1 if line.more else 0))
                for k, more in enumerate(line.more, 2):
                    add(None, more, Kind.MEASURE, area.text, (*path, line.text), Place(cell, k))
    return Plan("計画.xlsx", "令和3年度", 2021, tuple(items)), at


def outline_of(areas: tuple[Area, ...]) -> str:
    """The plan as `books.write_plan` takes it."""
    lines = []
    for area in areas:
        lines.append(f"# {area.text}")
        for heading in area.headings:
            lines.append(heading.text)
            lines += [f"KPI：{line.text}" if line.is_target else line.whole.replace("\n", "／")
                      for line in heading.lines]  # fmt: skip
    return "\n".join(lines)


def lines_of(areas: tuple[Area, ...]) -> list[Line]:
    return [line for area in areas for heading in area.headings for line in heading.lines]
