/** The versioned settings figures depend on, and what each holds. */
export interface SettingBodies {
  /** Mail domains that are ours; a mail from one of them is an answer. Exact domains, lower case. */
  'internal-domains': {
    readonly domains: readonly string[];
    /** Those among them whose mail needs no proof that it is from there. Absent: none. */
    readonly unproved?: readonly string[];
  };
  /** Spans over these leave the means of their metric; seconds, null: no limit. */
  outliers: { readonly firstReply: number | null; readonly overall: number | null; readonly forward: number | null; readonly close: number | null };
  'reply-goals': { readonly firstReply: GoalSetting; readonly overall: GoalSetting; readonly close: GoalSetting };
  /** The hours in which the account promises its customers an answer, beside the opening hours of each channel; null: it promises none. */
  'sla-hours': { readonly calendarId: number | null };
  /** Days an agent does not work; local dates, both inclusive. */
  leave: { readonly days: readonly { readonly agentId: number; readonly from: string; readonly to: string }[] };
}

/** Seconds; null: no goal. Bands ascend. */
export interface GoalSetting { readonly goal: number | null; readonly bands: readonly number[] }

export type SettingKind = keyof SettingBodies;
