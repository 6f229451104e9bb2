/** A mailbox as the parser hands it over; both parts decoded, either may be empty. */
export type JudgedMailbox = { readonly name: string; readonly address: string };

/** A leaf of the mail that is neither its text nor its HTML. */
export type JudgedAttachment = { readonly mediaType: string; readonly content: Uint8Array };

/**
 * What the judges need to know of a parsed mail. Structural on purpose: the parser's result fits without conversion,
 * and so does a literal in a test. `headers` keeps document order and duplicates, names in lower case, values unfolded.
 */
export type JudgedMail = {
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly subject: string | null;
  readonly from: JudgedMailbox | null;
  readonly text: string | null;
  readonly html: string | null;
  readonly attachments: readonly JudgedAttachment[];
};
