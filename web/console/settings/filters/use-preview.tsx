import { useRef, useState } from 'react';
import { usePermission } from '../../app/use-session.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { problemText } from '../../design/problem-text.ts';
import { previewFilters, type FiltersDraft, type FiltersEffect } from './filter-queries.ts';

/** Asks what a change would do; of two answers only the later question's is shown. Who may not read conversations gets none. */
export function usePreview() {
  const { texts } = usePreferences();
  const mayLook = usePermission()('conversations.read');
  const [effect, setEffect] = useState<FiltersEffect | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const asked = useRef(0);
  const forget = (): void => {
    asked.current += 1;
    setEffect(null);
    setProblem(null);
  };
  const look = (draft: FiltersDraft): void => {
    forget();
    if (!mayLook) return;
    const at = asked.current;
    previewFilters(draft).then((answer) => { if (asked.current === at) setEffect(answer); }, (error: unknown) => { if (asked.current === at) setProblem(problemText(error, texts)); });
  };
  return { effect, problem, look, forget, mayLook };
}
