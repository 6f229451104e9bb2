import type { SecretKey } from '#core/accounts/index.ts';
import type { CrmSources } from '#core/crm/index.ts';
import type { Act } from '#core/kernel/index.ts';
import type { FileStore } from '#core/files/index.ts';
import type { House } from './house.ts';
import type { SaidOfMail } from './mail-sentence.ts';
import type { MailboxAccessInput } from './people-mailboxes/mailbox-access.ts';
import type { ServiceProtocol } from './people-mailboxes/mailbox-protocol.ts';
import type { ConnectionInput, ConnectionKind, ConnectionSecurity } from './connections.ts';

/** One step of a connection test, in the order tried: resolve, connect, tls, sign-in, folders, send. */
export interface ConnectionStep { readonly step: string; readonly ok: boolean; /** What exactly happened, and what to do where it failed. */ readonly text: string; /** Which sentences the text is; absent: a server's own words. */ readonly said?: readonly SaidOfMail[] }

export interface ConnectionReport { readonly ok: boolean; readonly steps: readonly ConnectionStep[]; /** imap: what the server has. */ readonly folders?: readonly { readonly path: string; readonly role: string | null }[] }

/** Where the mail of an address lives, as far as could be found out. */
export interface DiscoveredServers {
  readonly imap: DiscoveredServer | null;
  readonly smtp: DiscoveredServer | null;
  /** How it was found: `provider`, `autoconfig`, `srv`, `guess`. */
  readonly foundBy: string | null;
  /** Said before the first attempt: an app password or OAuth is needed, and where to get it. */
  readonly advice: string | null;
  /** Which sentences the advice is. */
  readonly adviceSaid: readonly SaidOfMail[];
  readonly needsOauth: boolean;
}
/** RFC 6749 4.1.1 with RFC 7636: `challenge` is that of the verifier (S256). */
export interface ConsentBegin { readonly address: string; readonly redirectUri: string; readonly state: string; readonly challenge: string }
/** RFC 6749 4.1.3 with RFC 7636. */
export interface ConsentEnd { readonly address: string; readonly redirectUri: string; readonly code: string; readonly verifier: string }

/** A person as the company's mail service knows him. */
export interface MailUser { readonly id: string; readonly name: string; readonly address: string; /** What he signs in with. */ readonly userName: string }
/** `isCut`: there are more, or may be; nobody looked on. */
export interface MailUsers { readonly users: readonly MailUser[]; readonly isCut: boolean }

export interface DiscoveredServer { readonly host: string; readonly port: number; readonly security: ConnectionSecurity; readonly userName: string }

/** One of the three ways by which receivers tell whether mail of a domain is genuine, as DNS shows it. */
export interface SendingDomainHint { readonly name: 'spf' | 'dkim' | 'dmarc'; readonly state: 'present' | 'missing' | 'wrong' | 'unknown'; readonly text: string; readonly said?: readonly SaidOfMail[] }

/**
 * What core and the APIs need from the world outside the database at once. Declared here, filled by the server from the channels;
 * commands never call it inside a transaction.
 */
export interface Outside {
  readonly files: FileStore;
  readonly key: () => Promise<SecretKey>;
  /** HTML that a person or a program wrote, made safe to show and to send (in a thread that is ended where it takes too long), and as text. */
  cleanHtml(html: string): Promise<{ readonly html: string; readonly text: string }>;
  /** Markdown of an article as HTML that is safe in a page of ours, with its headings (in a thread that is ended where it takes too long); `html` null: show the text. `filesBase`: below what its pictures are. */
  renderArticle(markdown: string, filesBase: string): Promise<{ readonly html: string | null; readonly headings: readonly { readonly id: string; readonly level: number; readonly text: string }[] }>;
  /** Dials and signs in; sends and changes nothing. Every failure is a step of the report. `stored`: the secret is that of this channel, and kept up to date there. */
  testConnection(kind: ConnectionKind, input: ConnectionInput, stored?: { readonly act: Act; readonly channelId: number }): Promise<ConnectionReport>;
  discoverServers(address: string): Promise<DiscoveredServers>;
  readonly house: House;
  /** People of the company's mail service whose name or address begins with `search`; null: all, up to what the connector gives. `conflict` where the company's access is not set up or is refused, `unavailable` where the service gives no good answer. */
  findMailUsers(act: Act, protocol: ServiceProtocol, search: string | null): Promise<MailUsers>;
  /** Where Exchange Web Services are unless a company says otherwise. */
  readonly exchangeUrl: string;
  /** The company's access to a service by the name and password of somebody who may read its mailboxes, for `setMailDirectory`; keeps nothing. `conflict` where this installation is no application of the service's yet, `invalid` at `password` where it is refused, `unavailable` where there is no good answer. */
  signInMailService(act: Act, protocol: ServiceProtocol, person: { readonly userName: string; readonly password: string }): Promise<{ readonly settings: Readonly<Record<string, string>>; readonly secret: string }>;
  /** Where a person signs in to the service and consents that the mailbox of this address is read; the browser is sent there. `conflict` where the company's access is not of that kind. */
  beginConsent(act: Act, protocol: ServiceProtocol, consent: ConsentBegin): Promise<string>;
  /** What the service gives for the code that it sent the browser back with: how the mailbox is read from now on, after it was looked at. `conflict` where it is another mailbox than that of the address, or the service refuses; `unavailable` where it gives no good answer. */
  finishConsent(act: Act, protocol: ServiceProtocol, consent: ConsentEnd): Promise<MailboxAccessInput>;
  /** Calls the service as a mailbox would be read, with what is given; changes nothing. Every failure is a step of the report. */
  testMailService(act: Act, access: MailboxAccessInput): Promise<ConnectionReport>;
  /** The TXT records of a name, each as one text; an empty list where it has none, null where nobody answered. */
  findTextRecords(name: string): Promise<readonly string[] | null>;
  /** SPF, DKIM and DMARC of the address's domain. */
  checkSendingDomain(address: string): Promise<readonly SendingDomainHint[]>;
  /** Sends one mail through the channel's server (or the relay) now. Every failure is a step of the report. */
  sendTestMail(act: Act, channelId: number, to: string): Promise<ConnectionReport>;
  /** Before an address of others is saved: `invalid` at the field where it leads inside. A name that nobody knows (yet) passes: each call asks anew. */
  checkTarget(field: string, url: string): Promise<void>;
  /** One try of a webhook's delivery, now; what came of it stands in its log. */
  deliverWebhook(act: Act, deliveryId: number): Promise<void>;
  /** Calls an address that somebody has set, with what it takes of guards; `unavailable` where there is no good answer, and says why. */
  callOut(url: string, request: { readonly headers: Readonly<Record<string, string>>; readonly body: string; readonly timeoutMs: number }): Promise<{ readonly status: number; readonly body: string }>;
  /** The customer management systems that can be read. */
  readonly crm: CrmSources;
  /** Something was committed: consumers and job runners look now. */
  wake(): void;
}
