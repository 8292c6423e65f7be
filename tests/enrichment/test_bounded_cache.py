from threading import Thread

from newsdesk.enrichment.bounded_cache import BoundedCache


def test_values_are_found_while_there_is_room() -> None:
    cache: BoundedCache[str, int] = BoundedCache(10)
    cache.put("a", 1, 6)
    cache.put("b", 2, 4)
    assert (cache.get("a"), cache.get("b"), cache.get("c")) == (1, 2, None)
    assert cache.size == 10


def test_the_value_that_was_not_used_for_longest_is_dropped() -> None:
    cache: BoundedCache[str, int] = BoundedCache(10)
    cache.put("a", 1, 5)
    cache.put("b", 2, 5)
    cache.get("a")
    cache.put("c", 3, 5)
    assert (cache.get("a"), cache.get("b"), cache.get("c")) == (1, None, 3)


def test_a_value_that_is_larger_than_the_cache_leaves_the_others() -> None:
    cache: BoundedCache[str, int] = BoundedCache(10)
    cache.put("a", 1, 5)
    cache.put("b", 2, 11)
    assert (cache.get("a"), cache.get("b"), cache.size) == (1, None, 5)


def test_a_large_value_takes_the_place_of_several() -> None:
    cache: BoundedCache[int, int] = BoundedCache(10)
    for n in range(5):
        cache.put(n, n, 2)
    cache.put(9, 9, 7)
    assert [n for n in range(10) if cache.get(n) is not None] == [4, 9]
    assert cache.size == 9


def test_a_value_counts_once_however_often_it_is_put() -> None:
    cache: BoundedCache[str, int] = BoundedCache(10)
    for _ in range(3):
        cache.put("a", 1, 4)
    assert (len(cache), cache.size) == (1, 4)


def test_size_is_right_after_use_by_several_threads() -> None:
    cache: BoundedCache[int, int] = BoundedCache(100)

    def use(start: int) -> None:
        for n in range(start, start + 2_000):
            cache.put(n % 97, n, 1 + n % 7)
            cache.get(n % 13)

    threads = [Thread(target=use, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert 0 < cache.size <= 100
    assert len(cache) <= cache.size
