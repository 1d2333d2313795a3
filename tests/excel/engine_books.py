"""The engine's workbooks, sheets and names."""

from __future__ import annotations

import os
import re
from collections.abc import Container, Iterator
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from xlwings import base_classes as base

from xlcompare.digit_width import digit_width

from ..office import properties, uno_module, url
from .engine_ranges import Range, as_calc, as_excel, letters

_FILTERS = {".xlsx": "Calc MS Excel 2007 XML", ".xlsm": "Calc MS Excel 2007 VBA XML"}
_WIDTHS = 60
"""Columns whose widths are looked after: our sheets have fewer."""
_NO_SHEET_NAME = re.compile(r"^'|'$|[\\/?*\[\]:]|^.{32,}$|^$")


def filter_of(path: Path) -> str:
    return _FILTERS[path.suffix.lower()]


class Book(base.Book):
    app = None

    def __init__(self, app: Any, document: Any) -> None:
        self.app, self.xl = app, document

    @property
    def api(self) -> BookApi:
        return BookApi(self.xl)

    @property
    def fullname(self) -> str:
        return str(uno_module().fileUrlToSystemPath(self.xl.URL)) if self.xl.URL else "Book1"

    @property
    def name(self) -> str:
        return os.path.basename(self.fullname)

    @property
    def sheets(self) -> Sheets:
        return Sheets(self)

    @property
    def names(self) -> Names:
        return Names(self)

    def close(self) -> None:
        self.xl.close(True)

    def save(self, path: str | None = None, password: str | None = None) -> None:
        target = Path(os.path.abspath(path or self.fullname))
        self.xl.storeAsURL(url(target), properties(FilterName=filter_of(target), Overwrite=True))

    def activate(self) -> None:
        self.xl.CurrentController.Frame.activate()

    def to_pdf(self, path: str, quality: str) -> None:
        self.xl.storeToURL(url(Path(path)), properties(FilterName="calc_pdf_Export", Overwrite=True))


class BookApi:
    """What a button asks Excel for by Excel's own names, and UNO's document for the tests."""

    def __init__(self, document: Any) -> None:
        self.document = document

    def __getattr__(self, name: str) -> Any:
        return getattr(self.document, name)

    def Styles(self, name: str) -> Any:
        assert name == "Normal"
        style = self.document.StyleFamilies.getByName("CellStyles").getByName("Default")
        return SimpleNamespace(Font=SimpleNamespace(Name=style.CharFontName, Size=style.CharHeight))


def _digit(document: Any) -> int:
    font = BookApi(document).Styles("Normal").Font
    return digit_width(font.Name, font.Size)


class Sheets(base.Sheets):
    def __init__(self, book: Book) -> None:
        self.book, self.xl = book, book.xl.Sheets

    @property
    def active(self) -> Sheet:
        return Sheet(self.book, self.book.xl.CurrentController.ActiveSheet)

    def __call__(self, key: Any) -> Sheet:
        if not isinstance(key, str):
            return Sheet(self.book, self.xl.getByIndex(int(key) - 1))
        for name in self.xl.ElementNames:
            if name.lower() == key.lower():
                return Sheet(self.book, self.xl.getByName(name))
        raise KeyError(key)

    def __len__(self) -> int:
        return int(self.xl.Count)

    def __iter__(self) -> Iterator[Sheet]:
        return (Sheet(self.book, self.xl.getByIndex(i)) for i in range(self.xl.Count))

    def add(self, before: Sheet | None = None, after: Sheet | None = None, name: str | None = None) -> Sheet:
        place = after.index if after else before.index - 1 if before else 0
        name = name or _free("Sheet", self.xl.ElementNames)
        self.xl.insertNewByName(name, place)
        return Sheet(self.book, self.xl.getByName(name))


class SheetApi:
    """LibreOffice's sheet, with Excel's collections of what stands beside the cells."""

    def __init__(self, xl: Any) -> None:
        self.xl = xl

    def __getattr__(self, name: str) -> Any:
        if name == "CommentsThreaded":
            raise AttributeError(name)
        return getattr(self.xl, name)

    @property
    def Comments(self) -> Listed:
        notes = [self.xl.Annotations.getByIndex(i) for i in range(self.xl.Annotations.Count)]
        return Listed([SimpleNamespace(Parent=_cell(n.Position), Text=partial(str, n.String)) for n in notes])

    @property
    def Shapes(self) -> Listed:
        page = self.xl.DrawPage
        return Listed([_shape(page.getByIndex(i)) for i in range(page.Count)])


class Listed:
    """A collection as Excel counts it: from 1."""

    def __init__(self, found: list[Any]) -> None:
        self.found, self.Count = found, len(found)

    def __call__(self, number: int) -> Any:
        return self.found[number - 1]


def _shape(shape: Any) -> Any:
    text = getattr(shape, "String", "")
    frame = SimpleNamespace(HasText=bool(text), TextRange=SimpleNamespace(Text=text))
    kind = 4 if shape.ShapeType.endswith(".CaptionShape") else 1
    return SimpleNamespace(Type=kind, HasChart=False, TextFrame2=frame, TopLeftCell=_cell(shape.Anchor.CellAddress))


def _cell(place: Any) -> Any:
    return SimpleNamespace(Address=f"${letters(place.Column + 1)}${place.Row + 1}")


class Sheet(base.Sheet):
    book = None

    def __init__(self, book: Book, xl: Any) -> None:
        self.book, self.xl = book, xl

    @property
    def api(self) -> Any:
        return SheetApi(self.xl)

    @property
    def name(self) -> str:
        return str(self.xl.Name)

    @name.setter
    def name(self, value: str) -> None:
        taken = {name.lower() for name in self.book.xl.Sheets.ElementNames} - {self.name.lower()}
        if _NO_SHEET_NAME.search(value) or value.lower() in taken:
            raise ValueError(f"Excel takes no sheet of the name {value!r}")  # LibreOffice allows more.
        self.xl.Name = value

    @property
    def names(self) -> Names:
        return Names(self)

    @property
    def index(self) -> int:
        return int(self.xl.RangeAddress.Sheet) + 1

    @property
    def visible(self) -> bool:
        return bool(self.xl.IsVisible)

    @visible.setter
    def visible(self, value: bool) -> None:
        self.xl.IsVisible = bool(value)

    def range(self, a: Any, b: Any = None) -> Range:
        return Range.between(self, a, b)

    @property
    def cells(self) -> Range:
        return Range(self, 1, 1, self.xl.Rows.Count, self.xl.Columns.Count)

    @property
    def used_range(self) -> Range:
        cursor = self.xl.createCursor()
        cursor.gotoStartOfUsedArea(False)
        cursor.gotoEndOfUsedArea(True)
        place = cursor.RangeAddress
        return Range(self, place.StartRow + 1, place.StartColumn + 1, place.EndRow + 1, place.EndColumn + 1)

    def activate(self) -> None:
        if not self.visible:
            raise RuntimeError("Excel: a hidden sheet can't be activated")
        self.book.xl.CurrentController.setActiveSheet(self.xl)

    def delete(self) -> None:
        self.book.xl.Sheets.removeByName(self.name)

    def copy(self, before: Sheet | None, after: Sheet | None) -> None:
        """Behind `after` in its workbook, with the sheet's own names, as Excel does it."""
        assert after is not None
        target = after.book.xl
        names = set(target.Sheets.ElementNames)
        if target.isProtected():
            raise RuntimeError("Excel: the workbook's structure is protected")
        # LibreOffice 7.4 crashes where cells of a sheet are selected that moves on.
        target.CurrentController.select(target.Sheets.getByIndex(0).getCellByPosition(0, 0))
        target.Sheets.importSheet(self.book.xl, self.name, after.index)
        (new,) = set(target.Sheets.ElementNames) - names
        copied = target.Sheets.getByName(new)
        # Excel copies how many digits wide a column is: of another font, another width.
        own, other = _digit(self.book.xl), _digit(target)
        for number in range(_WIDTHS if own != other else 0):
            column = copied.Columns.getByIndex(number)
            column.Width = round(column.Width * other / own)
        if new != self.name and self.name in names:
            copied.Name = _free(self.name, names)
        target.CurrentController.setActiveSheet(copied)


class Names(base.Names):
    """Those of a sheet's own scope, or of the whole workbook."""

    def __init__(self, owner: Sheet | Book) -> None:
        self.owner, self.xl = owner, owner.xl.NamedRanges

    def __iter__(self) -> Iterator[Name]:
        return (Name(self.owner, self.xl.getByName(name)) for name in self.xl.ElementNames)

    def __call__(self, key: Any) -> Name:
        own = list(self)
        return own[int(key) - 1] if not isinstance(key, str) else next(each for each in own if each.xl.Name == key)

    def __len__(self) -> int:
        return len(self.xl.ElementNames)


class Name(base.Name):
    def __init__(self, owner: Sheet | Book, xl: Any) -> None:
        self.owner, self.xl = owner, xl

    @property
    def name(self) -> str:
        if isinstance(self.owner, Book):
            return str(self.xl.Name)
        return "'{}'!{}".format(self.owner.name.replace("'", "''"), self.xl.Name)

    @property
    def refers_to(self) -> str:
        return as_excel(f"={self.xl.Content}")

    @refers_to.setter
    def refers_to(self, value: str) -> None:
        self.xl.setContent(as_calc(value).removeprefix("="))


def _free(name: str, taken: Container[str]) -> str:
    return next(f"{name} ({i})" for i in range(2, 999) if f"{name} ({i})" not in taken)
