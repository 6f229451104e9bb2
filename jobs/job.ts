/** A piece of work that a runner holds. */
export interface Job {
  readonly id: number;
  /** Null: the server's own work. */
  readonly accountId: number | null;
  readonly queue: string;
  readonly kind: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** This try, from 1. Together with the id it names the lease: who lost it can neither finish nor fail the job. */
  readonly attempt: number;
  readonly attemptsMax: number;
  /** RFC 3339: until when no other runner takes it. */
  readonly leaseUntil: string;
}

/** What a handler may still do about its job while it works. */
export interface JobControl {
  /** Ends when the runner is stopped or the lease is lost. */
  readonly signal: AbortSignal;
}

/** Does the work. Throws: it is tried again later, until its attempts are used up. Must be safe to run twice. */
export type JobHandler = (job: Job, control: JobControl) => Promise<void>;

/** Where instants come from. */
export interface JobClock { nowMs(): number }
