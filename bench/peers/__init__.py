"""Six ways to do newsdesk's main job over Kafka with well-known tools.

Each module is one, written as its project's documentation recommends, with batches of 32. All do
`bench/peers/job.py`. They run in an environment of their own (`make bench-peers-env`):
`python -m bench.peers.NAME --bootstrap-servers H:P --source TOPIC --sink TOPIC --count N` prints
`ready`, handles N articles, and exits; those that have no way to end by themselves go on until they
are ended.
"""
