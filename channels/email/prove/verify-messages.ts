import type { SmtpClient, VerifiedMail } from './verified-mail.ts';

export type ToWorker =
  | { readonly kind: 'mail'; readonly job: number; readonly raw: Uint8Array; readonly client: SmtpClient | null }
  | { readonly kind: 'answer'; readonly question: number; readonly answer: unknown; readonly error: string | null };

/** `mail` null: it could not be read. */
export type FromWorker =
  | { readonly kind: 'question'; readonly job: number; readonly question: number; readonly name: string; readonly type: string }
  | { readonly kind: 'verified'; readonly job: number; readonly mail: VerifiedMail | null };
