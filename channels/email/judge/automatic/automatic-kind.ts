/**
 * - `bounce`: says that a mail did not arrive. `delivery-report`: any other report on a mail's fate (delayed, relayed,
 *   delivered, displayed). `feedback`: a complaint or an authentication failure report (RFC 5965, RFC 6591).
 * - `vacation`: the recipient is away. `auto-reply`: another answer by a machine (received, ticket opened).
 * - `list-robot`: a mailing list's own administration. `auto-generated`: other mail that a machine says it sent.
 */
export type AutomaticKind =
  | 'bounce' | 'delivery-report' | 'feedback' | 'vacation' | 'list-robot' | 'auto-reply' | 'auto-generated';

/** The judgement on one mail. `evidence` holds stable codes in the order found, also the weak ones. */
export type AutomaticJudgement =
  | { readonly isAutomatic: true; readonly kind: AutomaticKind; readonly evidence: readonly string[] }
  | { readonly isAutomatic: false; readonly kind: null; readonly evidence: readonly string[] };
