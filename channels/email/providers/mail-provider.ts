import type { FolderRole, MailboxAccess, MailUsers, ServiceProtocol } from '#core/channels/index.ts';
import type { OauthKeeper } from '../imap/oauth-keeper.ts';
import type { ServiceClient, TokenSource } from './service-client.ts';

/** A mail as the service lists it, before it is fetched. */
export interface RemoteMail {
  /** What it is fetched by. It names the mail within the mailbox for as long as it lies in it, also where it is moved between folders; where it does not, `key` does. */
  readonly id: string;
  readonly key?: string;
  readonly receivedAt: string | null;
  readonly flags: readonly string[];
}

/** One page of what is new since a mark. */
export interface ChangesPage {
  readonly mails: readonly RemoteMail[];
  /** What to ask with next. */
  readonly cursor: string;
  /** False: there is more to ask for at once. */
  readonly isComplete: boolean;
}

export interface ServiceFolder { readonly name: string; readonly role: FolderRole }

/** The company's access to a service, with its secret. */
export interface DirectoryKey { readonly settings: Readonly<Record<string, string>>; readonly secret: string }

/** As what this installation is known to a service, before anybody has signed in. */
export interface ServiceApplication { readonly id: string; readonly key: string }

/** How one mailbox is opened. `directory`: null where the mailbox has a secret of its own. */
export interface MailboxKey { readonly access: Pick<MailboxAccess, 'remoteUser' | 'settings'>; readonly secret: string | null; readonly directory: DirectoryKey | null; /** Older mail is not wanted; a service that can leaves it out. Null: all. */ readonly since: string | null; /** Where the mailbox's own secret is kept, for services that replace it. */ readonly keeper?: OauthKeeper }

/** A mailbox that was opened. Every call throws `MailboxError` where the service gives no good answer, `CursorGone` where it does not know a mark any more. */
export interface RemoteMailbox {
  readonly folders: readonly ServiceFolder[];
  /** What came into the folder since the mark; null: everything that lies in it. In whatever order; a mail may come again. */
  changes(folder: string, cursor: string | null): Promise<ChangesPage>;
  /** Its bytes as they came; null: it lies there no more. Of one that is too large the beginning. */
  fetch(id: string): Promise<{ readonly raw: Uint8Array; readonly isWhole: boolean } | null>;
}

/** RFC 6749 4.1 as a service has it. */
export interface PersonSignIn {
  authorize(client: ServiceClient): string;
  token(client: ServiceClient): string;
  /** What is asked beside what everybody asks. */
  readonly query: Readonly<Record<string, string>>;
}

/** A mail service with an interface of its own. Stateless: what it knows of a mailbox is the mark it is given back. */
export interface MailProvider {
  readonly protocol: ServiceProtocol;
  open(client: ServiceClient, key: MailboxKey): RemoteMailbox;
  /** People whose name or address begins with `search`; null: all, up to a few thousand. Absent: the service has no list of people. */
  findUsers?(client: ServiceClient, directory: DirectoryKey, search: string | null): Promise<MailUsers>;
  /** A person signs in there and consents. Absent: the service is opened by the company or by a password only. */
  readonly consent?: {
    /** Where the service does it otherwise than Microsoft's sign-in (`person-token.ts`), with the same code and PKCE. */
    readonly signIn?: PersonSignIn;
    /** What is asked for, beside that it holds while nobody is there (RFC 6749 3.3). */
    scope(client: ServiceClient, directory: DirectoryKey): string;
    /** As whom the person's mailbox is read, after a look into it. `sign-in` where it is not the mailbox of this address. */
    look(client: ServiceClient, directory: DirectoryKey, person: { readonly address: string; readonly token: TokenSource }): Promise<{ readonly remoteUser: string }>;
  };
  /** Keys by the name and password of somebody who may read all mailboxes; the password is not needed again. Absent: the service has no such way. */
  signIn?(client: ServiceClient, application: ServiceApplication, person: { readonly userName: string; readonly password: string }): Promise<DirectoryKey>;
  /** The application that a present access was made by; null: it names none. */
  applicationOf?(directory: DirectoryKey): ServiceApplication | null;
}

/** The service does not know a mark any more: the folder is read from the beginning, and what is held is not stored again. */
export class CursorGone extends Error {
  constructor() {
    super('the service does not know the mark any more');
    this.name = 'CursorGone';
  }
}
