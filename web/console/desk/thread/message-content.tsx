import type { MessageContent } from '#dialects/native/schemas/message.ts';
import { useNow } from '../../app/use-now.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { useSession } from '../../app/use-session.ts';
import { shortMoment } from '../../design/time-text.ts';

/** What a message shows besides its text, as the customer is asked it, and what came back. All of it is text; links are http or https. */
export function MessageContentView({ content }: { content: MessageContent }) {
  const { texts, locale } = usePreferences();
  const { zone } = useSession();
  const nowMs = useNow();
  const { answer, answeredAt } = content;
  const asks = content.kind !== 'cards' && content.kind !== 'article';
  return (
    <section className="message-content" aria-label={texts.contentKinds[content.kind]}>
      <span className="tag"><span>{texts.contentKinds[content.kind]}</span></span>
      {content.items.length === 0 ? null : (
        <ul>
          {content.items.map((item, at) => (
            <li key={at}>
              {item.url === null ? <strong>{item.title}</strong> : <a href={item.url} target="_blank" rel="noopener noreferrer nofollow">{item.title}</a>}
              {item.description === '' ? null : <p>{item.description}</p>}
              {item.buttons.map((button, n) => (button.url === null ? <span key={n} className="tag"><span>{button.text}</span></span> : <a key={n} href={button.url} target="_blank" rel="noopener noreferrer nofollow">{button.text}</a>))}
            </li>
          ))}
        </ul>
      )}
      {answer === null ? asks ? <p className="hint">{texts.contentOpen}</p> : null : (
        <div className="message-answer">
          <p className="hint">{texts.contentAnswered}{answeredAt === null ? null : <> <time dateTime={answeredAt}>{shortMoment(answeredAt, nowMs, locale, zone)}</time></>}</p>
          {answer.rating === null ? null : <p><strong><span aria-hidden="true">{'★'.repeat(answer.rating)}</span> {texts.rated(answer.rating)}</strong></p>}
          {answer.texts.length === 0 ? null : <dl>{answer.texts.map(({ name, value }, at) => <div key={at}>{name === '' ? null : <dt>{name}</dt>}<dd>{value}</dd></div>)}</dl>}
        </div>
      )}
    </section>
  );
}
