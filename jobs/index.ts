export type { Job, JobClock, JobControl, JobHandler } from './job.ts';
export { enqueueJob, type JobInput } from './enqueue-job.ts';
export { enqueueJobs } from './enqueue-jobs.ts';
export { takeJobs, type TakeOptions } from './take-jobs.ts';
export { finishJob } from './finish-job.ts';
export { failJob } from './fail-job.ts';
export { extendLease } from './extend-lease.ts';
export { createJobRunner, type JobRunner, type JobRunnerOptions } from './create-job-runner.ts';
