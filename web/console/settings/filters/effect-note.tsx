import { Link } from '@tanstack/react-router';
import { usePreferences } from '../../app/use-preferences.tsx';
import { useSession } from '../../app/use-session.ts';
import { longMoment } from '../../design/time-text.ts';
import type { FiltersEffect } from './filter-queries.ts';

/** What a change would do, with the newest examples. */
export function EffectNote({ effect }: { effect: FiltersEffect }) {
  const { texts, locale } = usePreferences();
  const { zone } = useSession();
  const count = (value: number): string => new Intl.NumberFormat(locale).format(value);
  return (
    <div className="notice plain filter-effect" role="status">
      <p>{texts.filterEffect(count(effect.newlyLeftOut), count(effect.countedAgain), count(effect.judged.mails), effect.days)} {effect.judged.isAll ? null : texts.filterEffectCapped}</p>
      <p>{texts.filterEffectTotal(count(effect.after.mails), count(effect.after.conversations))}</p>
      {effect.examples.length === 0 ? null : (
        <details>
          <summary>{texts.filterExamples}</summary>
          <ul>
            {effect.examples.map((one) => (
              <li key={one.messageId}>
                <time dateTime={one.at}>{longMoment(one.at, locale, zone)}</time> <bdi>{one.sender}</bdi>: <Link to="/$view/$conversation" params={{ view: 'open', conversation: String(one.conversationId) }} search={{}}><bdi>{one.subject === '' ? '…' : one.subject}</bdi></Link> ({texts.filterBecomes[one.becomes]})
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
