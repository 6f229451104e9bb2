import type { ServiceProtocol } from '#core/channels/index.ts';
import type { ServiceUrls } from '../service-urls.ts';
import type { Asked, StandIn } from './stand-in.ts';

/** A mail service as the tests of all services see it: a stand-in with mailboxes in it. */
export interface ServiceRig {
  readonly protocol: ServiceProtocol;
  readonly standIn: StandIn;
  readonly urls: Partial<ServiceUrls>;
  readonly settings: Readonly<Record<string, string>>;
  readonly secret: string;
  readonly wrongSecret: string;
  /** Puts a mail into a mailbox; gives the service's id of it. */
  put(user: string, folder: 'inbox' | 'sent', mail: { readonly raw: Buffer; readonly at: string; readonly isRead?: boolean }): string;
  /** The mail lies there no more. */
  take(user: string, id: string): void;
  /** False: the service gives no marks that it could forget, only pages. */
  readonly hasMarks?: false;
  /** Marks given so far are known no more. */
  forgetMarks(): void;
  /** Access tokens given so far are refused from now on. */
  endTokens(): void;
  /** Whether a request asks for the bytes of this mail, or (without an id) of any. */
  isFetch(asked: Asked, id?: string): boolean;
  /** Whether a request asks what is new. */
  isListing(asked: Asked): boolean;
  /** How this service asks for patience. */
  readonly busy: { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string | Uint8Array };
}
