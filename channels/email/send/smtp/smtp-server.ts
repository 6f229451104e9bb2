import type { ConnectionSecurity } from '#core/channels/index.ts';

/** A mail server as it is dialled: its address is checked already. */
export interface SmtpServer {
  /** Address to dial. */
  readonly address: string;
  /** The name its certificate must have; null: it was given as an address. */
  readonly name: string | null;
  readonly port: number;
  readonly security: ConnectionSecurity;
  readonly auth: SmtpAuth;
  /** For people: `smtp.example.com:587`. */
  readonly label: string;
}

export type SmtpAuth =
  | { readonly kind: 'none' }
  | { readonly kind: 'password'; readonly user: string; readonly password: string }
  | { readonly kind: 'oauth'; readonly user: string; readonly accessToken: string };
