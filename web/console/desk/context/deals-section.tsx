import { useQuery } from '@tanstack/react-query';
import { contactDealsQuery, type Deal } from '../../api/crm.ts';
import { usePreferences } from '../../app/use-preferences.tsx';

/** What a CRM knows of sales with this contact; nothing where it knows of none. */
export function DealsSection({ contactId }: { contactId: number }) {
  const { texts } = usePreferences();
  const { data: deals = [] } = useQuery(contactDealsQuery(contactId));
  if (deals.length === 0) return null;
  return (
    <section className="context-section">
      <h3>{texts.deals}</h3>
      <ul className="deals">{deals.map((deal) => <li key={deal.id}><DealLine deal={deal} /></li>)}</ul>
    </section>
  );
}

function DealLine({ deal: { name, stage, value, currency, ownerName } }: { deal: Deal }) {
  const { texts, locale } = usePreferences();
  return (
    <>
      <strong className="deal-name">{name === '' ? '–' : name}</strong>
      <span className="deal-facts">{[value === null ? null : moneyText(value, currency, locale), stage === null ? null : stage.outcome === 'open' ? stage.label : `${stage.label} (${texts.dealOutcomes[stage.outcome]})`, ownerName].filter(Boolean).join(' · ')}</span>
    </>
  );
}

function moneyText(value: number, currency: string | null, locale: string): string {
  const plain = (): string => `${new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(value)}${currency === null ? '' : ` ${currency}`}`;
  if (currency === null || !/^[A-Z]{3}$/.test(currency)) return plain();
  return new Intl.NumberFormat(locale, { style: 'currency', currency, maximumFractionDigits: 2 }).format(value);
}
