from newsdesk.broker.tcp_ports import free_ports


def test_free_ports_are_each_another_one() -> None:
    for _ in range(200):
        assert len(set(free_ports(8))) == 8
