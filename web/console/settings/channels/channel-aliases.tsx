import { useState } from 'react';
import type { Channel } from '../../api/people.ts';
import { request } from '../../api/request.ts';
import { useTexts } from '../../app/use-preferences.tsx';
import { Button } from '../../design/button.tsx';
import { Field, Problem, Section } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';

/** Further addresses whose mail is the channel's. */
export function ChannelAliases({ channel, canWrite }: { channel: Channel; canWrite: boolean }) {
  const texts = useTexts();
  const [address, setAddress] = useState('');
  const { save, isBusy, problem } = useSave('channels');
  return (
    <Section title={texts.aliases}>
      <p className="hint">{texts.aliasesHint}</p>
      {channel.aliases.length === 0 ? null : (
        <ul className="panel spaced">
          {channel.aliases.map((alias) => (
            <li key={alias} className="panel-row">
              <div className="panel-main"><strong>{alias}</strong></div>
              {canWrite ? <Button kind="quiet" isDisabled={isBusy} aria-label={`${texts.remove}: ${alias}`} onPress={() => void save(() => request(`/channels/${channel.id}/aliases/${encodeURIComponent(alias)}`, { method: 'DELETE' }))}>{texts.remove}</Button> : null}
            </li>
          ))}
        </ul>
      )}
      {canWrite ? (
        <form className="add-line" onSubmit={(event) => { event.preventDefault(); void save(() => request(`/channels/${channel.id}/aliases`, { method: 'POST', json: { address } }), { after: () => setAddress('') }); }}>
          <Field label={texts.newAlias} type="email" isRequired value={address} onChange={setAddress} maxLength={254} />
          <Button type="submit" isDisabled={isBusy}>{texts.add}</Button>
          <Problem text={problem} />
        </form>
      ) : null}
    </Section>
  );
}
