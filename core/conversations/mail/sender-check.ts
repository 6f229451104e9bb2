/** How it is known that the sender of a mail wrote it; `person`: somebody of ours said that it is ours; `none`: nothing shows it. */
export type SenderProof = 'sent-folder' | 'dkim' | 'spf' | 'server' | 'person' | 'none';

/** Words of RFC 8601 2.7; null: not looked at. `temperror`: the DNS did not answer. */
export type CheckResult = 'pass' | 'fail' | 'softfail' | 'neutral' | 'policy' | 'none' | 'temperror' | 'permerror';

/** What was found out about the sender of a live mail. */
export interface SenderCheck {
  /** Domain of its From; null: it has none that could be checked. */
  readonly domain: string | null;
  readonly spf: CheckResult | null;
  readonly dkim: CheckResult | null;
  readonly dmarc: CheckResult | null;
  /** What the domain's owner asks to do with mail that fails (RFC 7489 6.3). */
  readonly policy: 'none' | 'quarantine' | 'reject' | null;
  /** `us`: looked up here; `server`: by the word of a mail server that the channel trusts; null: nobody could look. */
  readonly by: 'us' | 'server' | null;
  /** How the topmost Authentication-Results names its author, trusted or not. */
  readonly namedServer: string | null;
}

/** What the channel says of a mail's sender. Absent: nobody asked, as in imports and backfill. */
export interface SenderVerdict { readonly proof: SenderProof; readonly check: SenderCheck | null }

/** True where a mail of ours is only said to be. */
export function isUnproved(verdict: SenderVerdict | null | undefined): boolean {
  return verdict?.proof === 'none';
}
