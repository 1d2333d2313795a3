"""Handing out books: whatever comes back, and whoever is gone, each book ends with a result or a sentence."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass

import pytest

from xlcompare import errors
from xlcompare.jobs.batch_cluster import Cluster
from xlcompare.jobs.batch_crew import RETURNS, Lane, done
from xlcompare.jobs.batch_work import Made, Task
from xlcompare.template import STANDARD

TASK = Task("支部.xlsx", b"", (), STANDARD)
ADDRESS = "tcp://10.0.0.5:8786"


@dataclass(eq=False)
class Answering(Lane):
    """Gives back what it was told to, one answer a book."""

    answers: list[Made | BaseException]
    room: int = 1
    tries: int = 1
    ends: tuple[type[BaseException], ...] = (KeyError,)
    taken: int = 0
    gone: bool = False

    def submit(self, task: Task) -> Future[Made]:
        future: Future[Made] = Future()
        answer = self.answers[min(self.taken, len(self.answers) - 1)]
        self.taken += 1
        if isinstance(answer, Made):
            future.set_result(answer)
        else:
            future.set_exception(answer)
        return future

    def look(self) -> None:
        if self.gone:
            raise errors.cluster_lost(ADDRESS)


def ended(lane: Lane, books: int = 1) -> list[tuple[int, Made]]:
    return [(each.ticket, each.made) for each in done(((book, TASK) for book in range(books)), [lane])]


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (ModuleNotFoundError("No module named 'xlcompare'"), "ModuleNotFoundError: No module named 'xlcompare'"),
        (MemoryError(), "メモリー"),
        (OSError("Timed out"), "OSError: Timed out"),
        (KeyError("its worker"), "プログラムが終了しました"),
    ],
)
def test_what_happens_to_a_book_on_its_way_is_its_reason_and_the_others_are_done(
    error: BaseException, words: str
) -> None:
    (_, first), (_, second) = ended(Answering([error, Made()]), books=2)
    assert words in first.reasons[0]
    assert second == Made()


def test_a_book_that_a_returning_scheduler_has_forgotten_is_handed_out_again() -> None:
    assert ended(Answering([CancelledError(), CancelledError(), Made()])) == [(0, Made())]
    ((_, made),) = ended(lane := Answering([CancelledError()]))
    assert (len(made.reasons), lane.taken) == (1, RETURNS)


@pytest.mark.parametrize("error", [CancelledError(), OSError("closed")])
def test_once_the_cluster_is_gone_no_book_is_blamed(error: BaseException) -> None:
    with pytest.raises(errors.XlcompareError, match="との接続が切れました"):
        ended(Answering([error], gone=True))


@dataclass
class Client:
    """A scheduler that doesn't answer any more, while dask still takes it for running."""

    status: str = "running"

    def __getattr__(self, name: str) -> Callable[..., object]:
        def fails(*arguments: object, **options: object) -> object:
            raise OSError("Timed out trying to connect")

        return fails


def test_a_scheduler_that_doesnt_answer_is_told_as_lost() -> None:
    client = Client()
    lane = Cluster(ADDRESS, client, client, (), 1)  # type: ignore[arg-type]
    for ask in (lane.look, lambda: lane.submit(TASK)):
        with pytest.raises(errors.XlcompareError, match="との接続が切れました"):
            ask()
