import { crmParts, type CrmPart, type CrmRunStep } from '../connection.ts';
import type { CrmCursor } from '../source.ts';

/** What a source can do, as far as the order of a run depends on it. */
export interface CrmAbilities { readonly tellsChanges: boolean; readonly hasLists: boolean; readonly writes: boolean }

/**
 * Where a run goes on after a page: on in the same part while there is more, else in the next part that this run has. Null: it is over.
 * Contacts come before deals, so that a deal finds whom it is about; what is gone after what is there, so that nothing comes back; lists after the addresses that are in them.
 */
export function nextStep(step: CrmRunStep, next: CrmCursor, abilities: CrmAbilities): CrmRunStep | null {
  if (next !== null) return { ...step, cursor: next, tries: 0 };
  const rest = crmParts.slice(crmParts.indexOf(step.at) + 1);
  const at = rest.find((part) => takesPart(part, step, abilities));
  return at === undefined ? null : { at, cursor: null, since: step.since, tries: 0 };
}

function takesPart(part: CrmPart, { since }: CrmRunStep, { tellsChanges, hasLists, writes }: CrmAbilities): boolean {
  switch (part) {
    case 'fields': case 'owners': case 'contacts': case 'deals': return true;
    case 'gone-contacts': case 'gone-deals': return since !== null;
    case 'sweep': return since === null && tellsChanges;
    case 'lists': case 'members': return hasLists;
    case 'write': return writes;
  }
}
