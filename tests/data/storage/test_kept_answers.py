"""Answers as bytes: bounded in memory, shared through a real Redis, and without it when it is gone."""

import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.errors import ProductError
from data.storage import kept_answers
from data.storage.kept_answers import ENTRY, KeptAnswers, SharedAnswers
from tests.dashboard.test_embedded_worker import free_port
from tests.waiting import wait_for

ONE, TWO, THREE = b"1" * 24, b"2" * 24, b"3" * 24


def test_an_answer_is_given_as_it_was_put() -> None:
    answers = KeptAnswers(100_000)
    assert answers.get(ONE) is None
    answers.put(ONE, b"first")
    answers.put(ONE, b"second")
    assert answers.get(ONE) == b"second"
    assert answers.size == len(b"second") + ENTRY
    answers.clear()
    assert (answers.get(ONE), answers.size, len(answers)) == (None, 0, 0)


def test_what_was_not_asked_for_longest_leaves_first() -> None:
    answers = KeptAnswers(8 * 1_000)
    for number in range(8):
        answers.put(bytes([number]), b"x" * (1_000 - ENTRY))
    assert answers.get(b"\x00")
    answers.put(b"new", b"x" * (1_000 - ENTRY))
    assert answers.get(b"\x01") is None
    assert answers.get(b"\x00")
    assert answers.size <= answers.budget


def test_an_answer_that_leaves_no_room_for_others_is_not_kept() -> None:
    answers = KeptAnswers(4_000)
    answers.put(ONE, b"x" * 2_000)
    assert answers.get(ONE) is None


def test_many_threads_keep_the_count_right() -> None:
    answers = KeptAnswers(20_000)

    def work(seed: int) -> None:
        for number in range(500):
            key = bytes([seed * number % 40])
            answers.put(key, b"x" * (number % 900))
            answers.get(key)

    threads = [threading.Thread(target=work, args=(seed,)) for seed in range(1, 7)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kept = [answers.get(bytes([number])) for number in range(40)]
    assert answers.size == sum(len(answer) + ENTRY for answer in kept if answer is not None) <= answers.budget


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[tuple[str, "subprocess.Popen[bytes]"]]:
    """A Redis of this test's own. `make test` installs the server; without it this is told, not passed."""
    program = shutil.which("redis-server")
    if program is None:
        pytest.skip("redis-server is not installed: `make redis` installs it")
    port = free_port()
    words = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(tmp_path)]
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL)
    url = f"redis://127.0.0.1:{port}/1"
    try:
        wait_for(lambda: answers_at(url))
        yield url, process
    finally:
        process.terminate()
        process.wait(timeout=30)


def answers_at(url: str) -> bool:
    from redis import Redis
    from redis.exceptions import RedisError

    try:
        return bool(Redis.from_url(url).ping())
    except RedisError:
        return False


def test_processes_share_answers_through_redis(redis: tuple[str, "subprocess.Popen[bytes]"]) -> None:
    url, _process = redis
    first, second = (SharedAnswers(KeptAnswers(100_000), url) for _process in range(2))
    assert second.get(ONE) is None
    first.put(ONE, b"br\n\x00\xff bytes")
    assert second.get(ONE) == b"br\n\x00\xff bytes"
    assert second.get(TWO) is None


def test_a_shared_answer_does_not_stay_for_ever(redis: tuple[str, "subprocess.Popen[bytes]"]) -> None:
    from redis import Redis

    url, _process = redis
    SharedAnswers(KeptAnswers(100_000), url).put(ONE, b"x")
    found = Redis.from_url(url)
    assert [0 < found.ttl(key) <= kept_answers.LIFE for key in found.scan_iter()] == [True]


def test_without_redis_a_process_goes_on_alone(
    redis: tuple[str, "subprocess.Popen[bytes]"], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    url, process = redis
    answers = SharedAnswers(KeptAnswers(100_000), url)
    answers.put(ONE, b"x")
    process.terminate()
    process.wait(timeout=30)
    answers.put(TWO, b"y")
    # Asked once, then left alone: the next questions do not wait.
    started = time.monotonic()
    for _time in range(200):
        assert (answers.get(ONE), answers.get(TWO), answers.get(THREE)) == (b"x", b"y", None)
    assert time.monotonic() - started < kept_answers.PATIENCE * 20
    assert len(caplog.records) == 1
    monkeypatch.setattr(kept_answers, "PAUSE", 0.0)
    assert SharedAnswers(KeptAnswers(100_000), url).get(ONE) is None


def test_an_address_that_is_none_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ProductError, match="redis://127"):
        SharedAnswers(KeptAnswers(1_000), "http://example.org")
    monkeypatch.setitem(__import__("sys").modules, "redis", None)
    with pytest.raises(ProductError, match="redis"):
        SharedAnswers(KeptAnswers(1_000), "redis://127.0.0.1:1/0")
