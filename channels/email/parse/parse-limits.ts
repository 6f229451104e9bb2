/** Bounds on one mail. All are checked before the work they bound is done, so a hostile mail costs one scan of its bytes. */
export interface ParseLimits {
  /** Whole raw mail. */
  rawBytesMax: number;
  /** Header bytes over all parts together. */
  headerBytesMax: number;
  /** Header fields over all parts together. */
  headerFieldsMax: number;
  /** MIME parts, leaves and multiparts. */
  partsMax: number;
  /** Multiparts inside one another. Real mail stays below ten. */
  nestingMax: number;
  /** Mailboxes kept per address field; the rest is dropped with the defect `recipients-truncated`. */
  addressesMax: number;
  /** Ids kept of References: the first (the root) and the newest. */
  referencesMax: number;
  /** Characters kept of the plain text. */
  textCharsMax: number;
  /** Fields and characters per value handed out in `headers`. */
  headersKeptMax: number;
  headerValueCharsMax: number;
}

export const defaultParseLimits: ParseLimits = {
  rawBytesMax: 64 * 1024 * 1024,
  headerBytesMax: 2 * 1024 * 1024,
  headerFieldsMax: 10_000,
  partsMax: 2_000,
  nestingMax: 50,
  addressesMax: 2_000,
  referencesMax: 1_000,
  textCharsMax: 4 * 1024 * 1024,
  headersKeptMax: 500,
  headerValueCharsMax: 8_192,
};
