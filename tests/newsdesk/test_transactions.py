from newsdesk.client.transactions import MAX_BYTES, MAX_MESSAGES, portions


def test_a_portion_has_no_more_messages_than_a_transaction_may_have() -> None:
    sizes = [len(portion) for portion in portions(range(2 * MAX_MESSAGES + 1), lambda item: 1)]
    assert sizes == [MAX_MESSAGES, MAX_MESSAGES, 1]


def test_a_portion_has_no_more_bytes_unless_one_message_has() -> None:
    half, over = MAX_BYTES // 2, MAX_BYTES + 1
    items = [half, half, 1, over, 1, half]
    assert list(portions(items, lambda item: item)) == [[half, half], [1], [over], [1, half]]


def test_nothing_makes_no_portion() -> None:
    assert list(portions([], len)) == []
