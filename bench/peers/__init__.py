"""Six implementations of newsdesk's main job over Kafka with well-known tools.

Each module is one implementation, written as its project's documentation recommends, with batches
of 32. All of them run the job in `bench/peers/job.py`. They need a separate environment
(`make bench-peers-env`). `python -m bench.peers.NAME --bootstrap-servers H:P --source TOPIC --sink
TOPIC --count N` prints `ready`, processes N articles and exits; tools that cannot stop by
themselves run until they are terminated.
"""
