import { useQuery } from '@tanstack/react-query';
import { conversationChatQuery } from '../../api/chats.ts';
import { usePreferences } from '../../app/use-preferences.tsx';

/** Where a visitor is and what his browser says; his words are text, and only addresses of the web are links. */
export function VisitorCard({ id }: { id: number }) {
  const { texts } = usePreferences();
  const { data } = useQuery(conversationChatQuery(id));
  const visitor = data?.visitor;
  if (!visitor) return null;
  const rows: readonly (readonly [string, string | null])[] = [
    [texts.visitorReferrer, visitor.referrer], [texts.visitorBrowser, visitor.browser], [texts.visitorLanguage, visitor.language], [texts.visitorZone, visitor.zone],
  ];
  return (
    <section className="context-section">
      <h3>{texts.visitor}</h3>
      {visitor.isVerified ? <p className="tag good">{texts.visitorVerified}</p> : null}
      {visitor.claimedEmail === null ? null : <p className="notice"><span>{texts.visitorSays} <bdi>{visitor.claimedEmail}</bdi>. {texts.visitorSaysHint}</span></p>}
      <dl className="pairs">
        {visitor.pageUrl === null ? null : <><dt>{texts.visitorPage}</dt><dd><PageLink url={visitor.pageUrl} title={visitor.pageTitle} /></dd></>}
        {rows.map(([title, value]) => (value === null || value === '' ? null : <Pair key={title} title={title} value={value} />))}
      </dl>
    </section>
  );
}

function Pair({ title, value }: { title: string; value: string }) {
  return <><dt>{title}</dt><dd><bdi>{value}</bdi></dd></>;
}

function PageLink({ url, title }: { url: string; title: string | null }) {
  const words = <bdi>{title || url}</bdi>;
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol) ? <a href={url} target="_blank" rel="noopener noreferrer nofollow">{words}</a> : words;
}
