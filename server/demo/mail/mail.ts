export interface Party { readonly name: string; readonly address: string }

export interface MailFile { readonly fileName: string; readonly mediaType: string; readonly content: Uint8Array; /** Shown inside the HTML by `cid:`; else an attachment. */ readonly contentId?: string }

/** One mail of the demo, before it is written as RFC 5322. */
export interface Mail {
  /** Message-ID without brackets. */
  readonly id: string;
  readonly from: Party;
  readonly to: readonly Party[];
  readonly cc?: readonly Party[];
  readonly replyTo?: Party;
  readonly subject: string;
  /** Epoch milliseconds, whole seconds. */
  readonly at: number;
  /** IANA zone of the Date header. */
  readonly zone: string;
  readonly text: string;
  readonly html?: string;
  readonly inReplyTo?: string;
  readonly references?: readonly string[];
  readonly files?: readonly MailFile[];
  /** Further header fields, ASCII: List-Id, Auto-Submitted and the like. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Makes it a delivery report (RFC 3464): the status part, and the headers of the mail that did not arrive. */
  readonly report?: { readonly status: string; readonly returnedHeaders: string };
}
