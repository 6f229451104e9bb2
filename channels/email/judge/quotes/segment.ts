/**
 * - `own`: what the sender wrote. `quote`: an earlier mail. `attribution`: the heading of a quote.
 * - `signature`: signatures, also of telephones, and list footers. `forwarded-header`: a printed mail head or the line
 *   "-----Original Message-----".
 */
export type SegmentKind = 'own' | 'quote' | 'signature' | 'attribution' | 'forwarded-header';

/** A run of lines of one kind. `isFolded`: hidden at first; a quote answered line by line stays in view. */
export type Segment = { readonly kind: SegmentKind; readonly text: string; readonly isFolded: boolean };
