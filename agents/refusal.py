"""Why Kafka does not let this worker in, for its health: aiokafka's errors seldom say so."""

import asyncio

from newsdesk.client.access.probe import why_refused
from newsdesk.client.cluster import Cluster


async def refusal_of(cluster: Cluster) -> str | None:
    """Return why this worker is not let in, and what to do; None if that is not certain."""
    refusal = await asyncio.to_thread(why_refused, cluster.addresses, cluster.access)
    return refusal.sentences if refusal else None
