import { useQuery } from '@tanstack/react-query';
import type { AddressRequests } from '#dialects/native/schemas/me.ts';
import { request } from '../../api/request.ts';
import { useTexts } from '../../app/use-preferences.tsx';
import { Button } from '../../design/button.tsx';
import { Problem, Section } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';

/** What people say is theirs, with whom it may belong to as well. Not shown while there is none. */
export function AddressRequestList() {
  const texts = useTexts();
  const { data = [] } = useQuery({ queryKey: ['people', 'address-requests'], queryFn: ({ signal }) => request<AddressRequests>('/address-requests', { signal }).then(({ items }) => items) });
  const { save, isBusy, problem } = useSave('people', 'agents');
  if (data.length === 0) return null;
  return (
    <Section title={texts.addressRequests}>
      <p className="hint">{texts.addressRequestsHint}</p>
      <Problem text={problem} />
      <ul className="panel spaced">
        {data.map(({ id, address, agentName, contact }) => (
          <li key={id} className="panel-row">
            <div className="panel-main"><strong>{address}</strong><span>{agentName}</span>{contact ? <span className="wrong">{texts.addressIsContacts(contact.name, contact.conversations)}</span> : null}</div>
            <span className="confirm">
              <Button isDisabled={isBusy} aria-label={`${texts.agree}: ${address}`} onPress={() => void save(() => request(`/address-requests/${id}/agree`, { method: 'POST' }))}>{texts.agree}</Button>
              <Button kind="quiet" isDisabled={isBusy} aria-label={`${texts.refuse}: ${address}`} onPress={() => void save(() => request(`/address-requests/${id}`, { method: 'DELETE' }))}>{texts.refuse}</Button>
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
