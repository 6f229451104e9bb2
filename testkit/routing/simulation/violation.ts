/** What must never be so. */
export type Invariant = 'waits-beside-fit-agent' | 'two-offers' | 'overtaking' | 'lost' | 'ended-twice' | 'load' | 'spans' | 'order-of-locks' | 'lost-update' | 'broken';

export class Violation extends Error {
  readonly invariant: Invariant;

  constructor(invariant: Invariant, text: string) {
    super(`${invariant}: ${text}`);
    this.name = 'Violation';
    this.invariant = invariant;
  }
}
