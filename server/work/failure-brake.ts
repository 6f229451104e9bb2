/** Failures of one kind in a row are told once a minute, with how many there were: a broken account must not fill the log, and a second trouble must not hide behind the first. */
export interface FailureBrake {
  /** Tells it, or counts it for the next time. */
  failed(kind: string, error: unknown, about: Readonly<Record<string, unknown>>): void;
  /** All goes well again; whether something had failed since the last time. */
  isOver(): boolean;
}

const everyMs = 60_000;

export function createFailureBrake(nowMs: () => number, tell: (error: unknown, about: Readonly<Record<string, unknown>>) => void): FailureBrake {
  const kinds = new Map<string, { toldMs: number; since: number }>();
  return {
    failed: (kind, error, about) => {
      const known = kinds.get(kind);
      if (known && nowMs() - known.toldMs < everyMs) {
        known.since += 1;
        return;
      }
      kinds.set(kind, { toldMs: nowMs(), since: 0 });
      tell(error, { ...about, kind, ...(known && known.since > 0 && { notTold: known.since }) });
    },
    isOver: () => {
      const hasFailed = kinds.size > 0;
      kinds.clear();
      return hasFailed;
    },
  };
}

/** What failed, for the brake: the part of the work and what the error is, without what differs each time (ids, numbers). */
export function failureKind(part: string, error: unknown): string {
  const { code, message, name } = error as { code?: unknown; message?: unknown; name?: unknown };
  return [part, typeof code === 'string' ? code : String(name), typeof code === 'string' ? '' : String(message).replaceAll(/\d+/g, '#').slice(0, 100)].filter((one) => one !== '').join(' ');
}
