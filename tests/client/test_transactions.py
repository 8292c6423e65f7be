from newsdesk.client.transactions import MAX_BYTES, MAX_MESSAGES, chunks


def test_chunks_a_chunk_has_no_more_messages_than_a_transaction_may_have() -> None:
    sizes = [len(chunk) for chunk in chunks(range(2 * MAX_MESSAGES + 1), lambda item: 1)]
    assert sizes == [MAX_MESSAGES, MAX_MESSAGES, 1]


def test_chunks_a_chunk_has_no_more_bytes_unless_one_message_has() -> None:
    half, over = MAX_BYTES // 2, MAX_BYTES + 1
    items = [half, half, 1, over, 1, half]
    assert list(chunks(items, lambda item: item)) == [[half, half], [1], [over], [1, half]]


def test_chunks_of_no_messages_are_none() -> None:
    assert list(chunks([], len)) == []
