import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { OwnAddresses } from '#dialects/native/schemas/me.ts';
import { request } from '../../api/request.ts';
import { useTexts } from '../../app/use-preferences.tsx';
import { usePermission } from '../../app/use-session.ts';
import { Button } from '../../design/button.tsx';
import { Field, Problem, Section } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';

/** The addresses whose mail counts as one's own answer. One asks for another; somebody else agrees. */
export function OwnAddressList() {
  const texts = useTexts();
  const may = usePermission();
  const { data } = useQuery({ queryKey: ['people', 'own-addresses'], queryFn: ({ signal }) => request<OwnAddresses>('/me/addresses', { signal }) });
  const [address, setAddress] = useState('');
  const { save, isBusy, problem } = useSave('people');
  if (!data) return null;
  const isAgent = data.agentId !== null || may('conversations.reply');
  return (
    <Section title={texts.ownAddresses}>
      <p className="hint">{isAgent ? texts.ownAddressesHint : texts.notAnAgent}</p>
      {data.addresses.length + data.requests.length === 0 ? null : (
        <ul className="panel spaced">
          {data.addresses.map((one) => <li key={one} className="panel-row"><div className="panel-main"><strong>{one}</strong></div></li>)}
          {data.requests.map(({ id, address: one }) => (
            <li key={id} className="panel-row">
              <div className="panel-main"><strong>{one}</strong><span>{texts.ownAddressWaits}</span></div>
              <Button kind="quiet" isDisabled={isBusy} aria-label={`${texts.withdraw}: ${one}`} onPress={() => void save(() => request(`/address-requests/${id}`, { method: 'DELETE' }))}>{texts.withdraw}</Button>
            </li>
          ))}
        </ul>
      )}
      {!isAgent ? null : (
        <form className="add-line" onSubmit={(event) => { event.preventDefault(); void save(() => request('/me/addresses', { method: 'POST', json: { address } }), { said: texts.addressAsked, after: () => setAddress('') }); }}>
          <Problem text={problem} />
          <Field label={texts.addAddress} type="email" isRequired value={address} onChange={setAddress} maxLength={254} />
          <Button type="submit" isDisabled={isBusy}>{texts.askForAddress}</Button>
        </form>
      )}
    </Section>
  );
}
