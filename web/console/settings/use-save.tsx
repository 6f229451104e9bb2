import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTexts } from '../app/use-preferences.tsx';
import { problemText } from '../design/problem-text.ts';
import { showToast } from '../design/toasts.ts';

/** Runs a change, then asks for these lists anew. What is refused stands at the form, in words. */
export function useSave(...keys: readonly string[]) {
  const client = useQueryClient();
  const texts = useTexts();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  async function save<Answer>(change: () => Promise<Answer>, { said, after }: { said?: string; after?: (answer: Answer) => void } = {}): Promise<void> {
    setBusy(true);
    setProblem(null);
    try {
      const answer = await change();
      await Promise.all(keys.map((key) => client.invalidateQueries({ queryKey: [key] })));
      if (said !== undefined) showToast(said);
      after?.(answer);
    } catch (error) {
      setProblem(problemText(error, texts));
    } finally {
      setBusy(false);
    }
  }
  return { save, isBusy, problem, setProblem };
}
