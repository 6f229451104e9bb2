import type { ProblemKey, ProblemValues } from '#core/kernel/index.ts';

export type CrmObject = 'contacts' | 'companies' | 'deals';

/** A field that the system has. `type` in its own words; `string` is the one that everybody means alike. */
export interface CrmProperty { readonly name: string; readonly label: string; readonly type: string }

export interface CrmStage { readonly id: string; readonly pipeline: string; readonly label: string; readonly position: number; readonly outcome: 'open' | 'won' | 'lost' }

/** Who a deal belongs to. The agent of ours is the one who has the address. */
export interface CrmOwner { readonly id: string; readonly address: string; readonly name: string }

export interface CrmContact {
  readonly id: string;
  readonly addresses: readonly string[];
  /** Ids of those that were merged into it: they are gone. */
  readonly absorbed: readonly string[];
}

/** A list of contacts. `mark`: while it is the same, so are its members. */
export interface CrmList { readonly id: string; readonly name: string; readonly mark: string }

export interface CrmDeal {
  readonly id: string;
  readonly name: string;
  readonly stageId: string | null;
  readonly ownerId: string | null;
  readonly value: number | null;
  /** ISO 4217, where it says one. */
  readonly currency: string | null;
  /** RFC 3339. */
  readonly openedAt: string | null;
  readonly closesAt: string | null;
  readonly changedAt: string | null;
  readonly contactIds: readonly string[];
  readonly absorbed: readonly string[];
}

/** Where a walk goes on; JSON that only the source itself reads. Null: at the beginning, or at the end. */
export type CrmCursor = unknown;

export interface CrmPage<Row> { readonly rows: readonly Row[]; readonly next: CrmCursor }

export interface CrmReplyTimes { readonly id: string; /** Seconds; null: there is none (any more). */ readonly first: number | null; readonly overall: number | null }

/**
 * A customer management system as the sync sees it. Everything is one or a few requests and changes nothing here; each page may be asked for again.
 * Throws CrmTrouble, and nothing else.
 */
export interface CrmSource {
  /** What fields it has. */
  properties(object: CrmObject): Promise<readonly CrmProperty[]>;
  stages(): Promise<readonly CrmStage[]>;
  /** Whose data it is there, as its calls to us name it; null: it does not say. Absent: it calls nobody. */
  account?(): Promise<string | null>;
  owners(cursor: CrmCursor): Promise<CrmPage<CrmOwner>>;
  /** Every contact and deal there is now, in an order of its own. */
  contacts(cursor: CrmCursor): Promise<CrmPage<CrmContact>>;
  deals(cursor: CrmCursor): Promise<CrmPage<CrmDeal>>;
  /** It says the same for ever: it is read when somebody asks, and not again by itself. */
  readonly isStill?: true;
  /** Absent: it cannot tell; then each run walks through everything, and nothing is taken for gone. */
  readonly changes?: {
    /** What was made or changed since the instant, at least. */
    contacts(since: string, cursor: CrmCursor): Promise<CrmPage<CrmContact>>;
    deals(since: string, cursor: CrmCursor): Promise<CrmPage<CrmDeal>>;
    /** Ids of what was deleted lately, at least of the last days. */
    gone(object: 'contacts' | 'deals', cursor: CrmCursor): Promise<CrmPage<string>>;
  };
  /** Absent: it has no lists of contacts. */
  readonly lists?: {
    page(cursor: CrmCursor): Promise<CrmPage<CrmList>>;
    /** Ids of the contacts in a list; of one that is gone none. */
    members(listId: string, cursor: CrmCursor): Promise<CrmPage<string>>;
  };
  /** Absent: nothing is written back. */
  readonly write?: {
    /** How many contacts go in one request. */
    readonly batchMax: number;
    /** Makes the fields where they are not there. */
    ensureProperties(names: readonly { readonly name: string; readonly label: string }[]): Promise<void>;
    /** Returns the ids that it does not know any more. */
    replyTimes(rows: readonly CrmReplyTimes[], names: { readonly first: string | null; readonly overall: string | null }): Promise<readonly string[]>;
  };
}

/** refused: the credentials do not count any more. forbidden: they do not reach so far. busy: later, when it says. away: no answer. strange: an answer that makes no sense. */
export type CrmTroubleKind = 'refused' | 'forbidden' | 'busy' | 'away' | 'strange';

export class CrmTrouble extends Error {
  readonly kind: CrmTroubleKind;
  readonly key: ProblemKey;
  readonly values: ProblemValues | undefined;
  /** busy: how long to leave it alone. */
  readonly waitSeconds: number | undefined;

  /** `message` is shown to administrators: what happened and where, without secrets. */
  constructor(kind: CrmTroubleKind, message: string, key: ProblemKey, details: { values?: ProblemValues; waitSeconds?: number; cause?: unknown } = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'CrmTrouble';
    this.kind = kind;
    this.key = key;
    this.values = details.values;
    this.waitSeconds = details.waitSeconds;
  }
}

/** What lets us in: a token, or what a new one is made of. One JSON, sealed as a whole. */
export type CrmSecret = Readonly<Record<string, string>>;

export interface CrmOpening {
  readonly accountId: number;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly secret: CrmSecret | null;
  readonly emailProperty: string;
  /** The file that was brought with the connection; null: none was. */
  readonly file: () => Promise<Uint8Array | null>;
  /** The system gave another secret in the place of this one: it is kept from now on. */
  readonly onSecret?: (secret: CrmSecret) => Promise<void>;
}

/** One step of looking whether a connection works, in the order tried. */
export interface CrmStep { readonly step: 'sign-in' | 'contacts' | 'deals' | 'fields' | 'owners' | 'write'; readonly ok: boolean; readonly text: string; readonly key: ProblemKey | null; readonly values: ProblemValues }

/** The implementations there are; declared here, filled by the server. */
export interface CrmSources {
  /** With the names of what their secrets consist of: any one of the sets. */
  readonly kinds: readonly { readonly kind: string; readonly title: string; readonly secrets: readonly (readonly string[])[] }[];
  /** Before a transaction; calls nobody yet. */
  open(kind: string, opening: CrmOpening): Promise<CrmSource>;
  /** Tries all that a sync needs, changes nothing. Every failure is a step. */
  look(kind: string, opening: CrmOpening): Promise<readonly CrmStep[]>;
}
