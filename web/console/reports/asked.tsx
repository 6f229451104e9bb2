import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { usePreferences } from '../app/use-preferences.tsx';
import { Failure, Skeletons } from '../design/states.tsx';

/** What was asked for, once it is there; until then its shape, and what failed where it failed. An answer to another question stays, paler, while the new one is under way. */
export function Asked<Answer>({ of, children }: { of: Pick<UseQueryResult<Answer>, 'data' | 'error' | 'isPending' | 'isPlaceholderData' | 'refetch'>; children: (answer: Answer) => ReactNode }) {
  const { texts } = usePreferences();
  if (of.error !== null) return <Failure error={of.error} onRetry={() => void of.refetch()} />;
  if (of.data === undefined) return <Skeletons rows={6} label={texts.loading} />;
  return <div className={of.isPlaceholderData ? 'asked old' : 'asked'} aria-busy={of.isPlaceholderData}>{children(of.data)}</div>;
}
