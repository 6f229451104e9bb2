import type { AuditAction } from '#core/audit/index.ts';
import type { MailSentenceKey } from '#core/channels/index.ts';
import type { ProblemKey } from '#core/kernel/index.ts';

export type { AuditAction, MailSentenceKey, ProblemKey };

/** What stands in a problem (RFC 9457) beside the members that the standard names. */
export interface ProblemMembers {
  readonly code: string;
  /** Which sentence `detail` is; absent where the code says all. */
  readonly key?: ProblemKey;
  readonly values?: Readonly<Record<string, string | number>>;
  readonly fields?: readonly {
    readonly field: string;
    readonly problem: string;
    /** A sentence of core, or the rule of the schema that failed: `schema.maximum`. */
    readonly key?: string;
    readonly values?: Readonly<Record<string, string | number>>;
  }[];
}
