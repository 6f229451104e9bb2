import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { isProblem } from '../api/api-problem.ts';
import { articleQuery, type Article, type ArticleDetail } from '../api/help.ts';
import { request } from '../api/request.ts';

export interface DraftTexts { readonly title: string; readonly description: string; readonly content: string; readonly slug: string; readonly categoryId: number | null }
/** stale: somebody else changed it meanwhile, and nothing of ours is written over that. */
export type SaveState = 'saved' | 'unsaved' | 'saving' | 'failed' | 'stale';

const afterMs = 1_200;
const textsOf = ({ title, description, content, slug, categoryId }: DraftTexts): DraftTexts => ({ title, description, content, slug, categoryId });

/** What is being written, saved a moment after the last key, one request after the other. */
export function useArticleDraft(article: ArticleDetail) {
  const client = useQueryClient();
  const [texts, setTexts] = useState<DraftTexts>(() => textsOf(article));
  const [state, setState] = useState<SaveState>('saved');
  const [error, setError] = useState<unknown>(null);
  const now = useRef({ texts: textsOf(article), saved: textsOf(article), version: article.version, running: null as Promise<boolean> | null });

  const take = useCallback((fresh: Article): void => {
    now.current.version = fresh.version;
    now.current.saved = textsOf(fresh);
    client.setQueryData<ArticleDetail>(articleQuery(fresh.id).queryKey, (before) => (before ? { ...before, ...fresh } : before));
    for (const key of ['help-articles', 'help-revisions']) void client.invalidateQueries({ queryKey: [key] });
  }, [client]);

  const write = useCallback(async (): Promise<boolean> => {
    const { texts: wanted, saved, version } = now.current;
    const changed = Object.fromEntries(Object.entries(wanted).filter(([name, value]) => value !== saved[name as keyof DraftTexts]));
    if (Object.keys(changed).length === 0) {
      setState('saved');
      return true;
    }
    setState('saving');
    try {
      const fresh = await request<Article>(`/articles/${article.id}`, { method: 'PATCH', json: { version, ...changed } });
      take(fresh);
      // The server trims a title; what was typed meanwhile stays.
      const isSame = Object.entries(wanted).every(([name, value]) => now.current.texts[name as keyof DraftTexts] === value);
      setState(isSame ? 'saved' : 'unsaved');
      setError(null);
      return true;
    } catch (problem) {
      setState(isProblem(problem, 'stale') ? 'stale' : 'failed');
      setError(problem);
      return false;
    }
  }, [article.id, take]);

  /** True: everything that was written is with the server. */
  const save = useCallback(async (): Promise<boolean> => {
    while (now.current.running) await now.current.running;
    now.current.running = write().finally(() => { now.current.running = null; });
    return now.current.running;
  }, [write]);

  const change = (part: Partial<DraftTexts>): void => {
    const next = { ...now.current.texts, ...part };
    now.current.texts = next;
    setTexts(next);
    setState('unsaved');
  };
  useEffect(() => {
    if (state !== 'unsaved') return undefined;
    const timer = setTimeout(() => void save(), afterMs);
    return () => clearTimeout(timer);
  }, [state, texts, save]);
  useEffect(() => {
    if (state === 'saved') return undefined;
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault();
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, [state]);

  /** The server's word takes the place of ours: after an act, or where somebody was faster. */
  const reset = (fresh: Article): void => {
    take(fresh);
    now.current.texts = textsOf(fresh);
    setTexts(textsOf(fresh));
    setState('saved');
    setError(null);
  };
  return { texts, state, error, change, save, reset, version: () => now.current.version };
}
