"""Delivery, sweeps and sync on Procrastinate: a queue for the store, tasks for the host's app."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final, Protocol

from ..errors import MissingExtra
from ..notices import Notice
from ..ports import Marketplace

try:
    from procrastinate import (
        App,
        BaseRetryStrategy,
        Blueprint,
        JobContext,
        RetryDecision,
        SyncPsycopgConnector,
    )
    from procrastinate.jobs import Job
    from procrastinate.types import JSONValue
except ModuleNotFoundError as missing:
    if missing.name not in {"procrastinate", "psycopg", "psycopg_pool"}:
        raise
    raise MissingExtra("qoo10_cancel.adapters.procrastinate", "postgres") from None

__all__ = ["NAMESPACE", "QUEUE", "ProcrastinateQueue", "Worker", "blueprint"]

NAMESPACE: Final = "qoo10_cancel"
"""Under which name the host adds the blueprint to its app."""

QUEUE: Final = "qoo10_cancel"

_FIRST_WAIT: Final = 5
_LONGEST_WAIT: Final = 3600
_KEPT_HOURS: Final = 72

_TASKS: Final = [
    f"{NAMESPACE}:{name}" for name in ("deliver", "tick", "sync", "rescue", "remove_old_jobs")
]
"""What is ours: a host may have tasks of its own on the same queue."""

# Procrastinate removes old jobs by their queue alone. A sync that failed goes too: the next one
# has asked for the same.
_REMOVE: Final = """
DELETE FROM procrastinate_jobs WHERE status IN ('succeeded', 'failed') AND queue_name = %(queue)s
AND task_name = ANY(%(tasks)s) AND id IN (
    SELECT job_id FROM procrastinate_events GROUP BY job_id
    HAVING max(at) < now() - make_interval(hours => %(hours)s)
)"""

# None of the tasks has a `lock` or a `queueing_lock`: a job that holds one may not be rescued
# while another one waits (procrastinate issue 1446). They need none, for a notice is born in
# the transaction that wins the compare-and-set, and `claim_one` gives it to one worker.


class ProcrastinateQueue:
    """Defers a job for each notice, on the store's connection, inside its transaction.

    The job carries the notice's key and nothing else; the notice stays in the store.

    Args:
        queue: The queue of the jobs; the same as the blueprint's.

    Raises:
        MissingExtra: On import, where Procrastinate is not installed.
    """

    def __init__(self, *, queue: str = QUEUE) -> None:
        # Not the host's app: inside a worker its connector is asynchronous, and cannot write on
        # a connection that is not. This one is never opened.
        self._app = App(connector=SyncPsycopgConnector())
        self._queue = queue

    def enqueue(self, transaction: Any, notices: Sequence[Notice], /) -> None:
        """Defer a job for each of *notices* on the psycopg connection *transaction*."""
        task = self._app.configure_task(
            f"{NAMESPACE}:deliver", queue=self._queue, connection=transaction
        )
        jobs: list[dict[str, JSONValue]] = [{"notice_key": notice.key} for notice in notices]
        task.batch_defer(*jobs)


class Worker(Protocol):
    """What the tasks call: a `Desk`."""

    def deliver_one(self, notice_key: str) -> None:
        """Deliver the notice with that key."""
        ...

    def tick(self) -> int:
        """Take every move of the clock that is due by now; return how many orders moved."""
        ...

    def sync(self, marketplace: Marketplace) -> object:
        """Poll *marketplace* and take in what it shows."""
        ...


class _Again(BaseRetryStrategy):
    """Tries again for as long as it takes: the desk counts, and gives a notice up itself."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision:
        wait = min(_FIRST_WAIT * 2 ** min(job.attempts, 20), _LONGEST_WAIT)
        retry_after = getattr(exception, "retry_after", None)
        seconds = wait if retry_after is None else int(retry_after) + 1
        return RetryDecision(retry_in={"seconds": seconds})


def blueprint(
    desk: Callable[[], Worker],
    *,
    marketplace: Marketplace | None = None,
    sync_cron: str = "*/10 * * * *",
    queue: str = QUEUE,
    stalled_after: float = 30.0,
) -> Blueprint:
    """Return the tasks of this library, for an app of the host's.

    `deliver` delivers one notice; `tick` takes what the clock brings, every minute; `sync` polls
    the marketplace, if there is one; `rescue` gives back, every minute, what a killed worker held
    (without it Procrastinate loses that); `remove_old_jobs` clears away, every night, what ended
    three days ago. Jobs of the host's own are left alone.

        app.add_tasks_from(blueprint(make_desk, marketplace=Qapi(key)), namespace="qoo10_cancel")

    A sync that fails is a failed job, and the next one makes up for it.

    Args:
        desk: Makes the desk; called for each job, in any thread.
        marketplace: What `sync` polls, such as `Qapi`; used from any thread. None: no sync.
        sync_cron: When, in the notation of cron.
        queue: The queue of all these tasks; a worker has to serve it.
        stalled_after: Seconds without a sign of life after which a worker counts as dead.
    """
    tasks = Blueprint()

    @tasks.task(name="deliver", queue=queue, retry=_Again())
    def deliver(notice_key: str) -> None:
        desk().deliver_one(notice_key)

    @tasks.periodic(cron="* * * * *")
    @tasks.task(name="tick", queue=queue)
    def tick(timestamp: int) -> None:
        desk().tick()

    if marketplace is not None:

        @tasks.periodic(cron=sync_cron)
        @tasks.task(name="sync", queue=queue)
        def sync(timestamp: int) -> None:
            desk().sync(marketplace)

    @tasks.periodic(cron="* * * * *")
    @tasks.task(name="rescue", queue=queue, pass_context=True)
    async def rescue(context: JobContext, timestamp: int) -> None:
        jobs = context.app.job_manager
        for task in _TASKS:
            stalled = await jobs.get_stalled_jobs(
                queue=queue, task_name=task, seconds_since_heartbeat=stalled_after
            )
            for job in stalled:
                await jobs.retry_job(job)

    @tasks.periodic(cron="17 3 * * *")
    @tasks.task(name="remove_old_jobs", queue=queue, pass_context=True)
    async def remove_old_jobs(context: JobContext, timestamp: int) -> None:
        await context.app.connector.execute_query_async(
            _REMOVE, queue=queue, tasks=_TASKS, hours=_KEPT_HOURS
        )

    return tasks
