import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { ArticleSearch } from '#dialects/native/schemas/knowledge.ts';
import { publicAddress, sitesQuery } from '../../api/help.ts';
import { request } from '../../api/request.ts';
import { useTexts } from '../../app/use-preferences.tsx';
import { Chooser, type Choice } from '../actions/chooser.tsx';

const shownMax = 8;

export interface ChosenArticle { readonly title: string; readonly url: string }

/** An article of the help centre, found by words as its readers find it; what is chosen is given with the address at which the world reads it. */
export function InsertArticle({ onChoose, onClose }: { readonly onChoose: (article: ChosenArticle) => void; readonly onClose: () => void }) {
  const texts = useTexts();
  const [typed, setTyped] = useState('');
  const { data: sites = [] } = useQuery(sitesQuery);
  const open = sites.filter(({ archivedAt }) => archivedAt === null);
  const q = typed.trim();
  const { data: found = [] } = useQuery({
    queryKey: ['article-link', q, open.map(({ id }) => id)], enabled: q.length > 1 && open.length > 0, placeholderData: keepPreviousData, staleTime: 10_000,
    queryFn: async ({ signal }) => (await Promise.all(open.map(async (site) => {
      const { items } = await request<ArticleSearch>('/articles/search', { query: { knowledgeBaseId: site.id, q, limit: shownMax }, signal });
      return items.map(({ id, title, locale, slug }) => ({ id, title: title.text, locale, site: site.name, url: new URL(publicAddress(site, { locale, slug }), location.origin).href }));
    }))).flat(),
  });
  const choices = useMemo((): Choice[] => (q.length < 2 ? [] : found.map(({ id, title, locale, site, url }) => ({
    id: String(id), title, isAsked: true, end: <span className="hint">{open.length > 1 ? `${site}, ${locale}` : locale}</span>, run: () => onChoose({ title, url }),
  }))), [q, found, open.length, onChoose]);
  return <Chooser title={texts.insertArticle} choices={choices} onClose={onClose} onTyped={setTyped} none={q.length < 2 ? texts.insertArticlePrompt : texts.insertArticleNone} />;
}
