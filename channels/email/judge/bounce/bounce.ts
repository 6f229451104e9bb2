/** One recipient of a returned mail, as the report names it. `action` and `status` as in RFC 3464 2.3.3 and RFC 3463. */
export type BounceRecipient = {
  readonly address: string; readonly action: string | null; readonly status: string | null; readonly diagnostic: string | null;
};

/** What a bounce or delivery report says. `originalMessageId` without angle brackets, for finding the mail it is about. */
export type Bounce = { readonly recipients: readonly BounceRecipient[]; readonly originalMessageId: string | null };
