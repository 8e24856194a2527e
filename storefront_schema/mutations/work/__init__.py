"""The suite's own work, and what was given up."""

from storefront_schema.mutations.work.failed_job_retry import FailedJobRetry

MUTATIONS = {
    "failed_job_retry": FailedJobRetry,
}
