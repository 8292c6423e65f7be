"""A plain loop with kafka-python: poll 32, send, wait for the acknowledgements, commit."""

from kafka import KafkaConsumer, KafkaProducer

from bench.peers.job import BATCH, Job, read_options, ready


def main() -> None:
    """Process `--count` articles, at least once."""
    options = read_options()
    job = Job()
    producer = KafkaProducer(bootstrap_servers=options.bootstrap_servers, acks="all", linger_ms=5)
    consumer = KafkaConsumer(
        options.source,
        bootstrap_servers=options.bootstrap_servers,
        group_id=options.group,
        auto_offset_reset="earliest",
        enable_auto_commit=False,
        max_poll_records=BATCH,
    )
    ready()
    left = options.count
    while left > 0:
        polled = consumer.poll(timeout_ms=1_000)
        values = [record.value for records in polled.values() for record in records]
        if not values:
            continue
        outputs = job.enrich_values(values)
        sent = [producer.send(options.sink, value=value, key=key) for key, value in outputs]
        for future in sent:
            future.get(timeout=30)
        consumer.commit()
        left -= len(values)
    consumer.close()
    producer.close()


if __name__ == "__main__":
    main()
