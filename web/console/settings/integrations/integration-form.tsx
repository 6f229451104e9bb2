import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { IntegrationChange, NewIntegration } from '#dialects/native/schemas/integrations.ts';
import type { Integration } from '../../api/hooks.ts';
import { channelsQuery } from '../../api/people.ts';
import { request } from '../../api/request.ts';
import { useTexts } from '../../app/use-preferences.tsx';
import { Button } from '../../design/button.tsx';
import { Choice, Field, focusFirst, Problem } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';
import type { Connectable } from './integrations-part.tsx';

/** Connects a program, or changes one that is connected. A key that is left empty stays. */
export function IntegrationForm({ app, one, onDone }: { app: Connectable; one: Integration | null; onDone: () => void }) {
  const texts = useTexts();
  const { data: channels = [] } = useQuery(channelsQuery);
  const [url, setUrl] = useState(one?.url ?? '');
  const [channelId, setChannel] = useState('');
  const [model, setModel] = useState(one?.model ?? '');
  const [secret, setSecret] = useState('');
  const [name, setName] = useState('');
  const { save, isBusy, problem } = useSave('integrations', 'webhooks', 'bots', 'channels');
  const helper = app === 'draft-helper' ? { model, ...(secret === '' ? {} : { secret }) } : {};
  const submit = (): void => {
    if (one) void save(() => request(`/integrations/${one.id}`, { method: 'PATCH', json: { url, ...helper } satisfies IntegrationChange }), { said: texts.saved, after: onDone });
    else {
      const json: NewIntegration = { app, url, ...helper, ...(channelId === '' ? {} : { channelId: Number(channelId) }), ...(app === 'bot-endpoint' && name !== '' ? { name } : {}) };
      void save(() => request('/integrations', { method: 'POST', json }), { said: texts.integrationConnected, after: onDone });
    }
  };
  const kind = texts.integrationKinds[app];
  const choices = channels.map(({ id, name: text }) => ({ value: String(id), text }));
  return (
    <form className="form spaced" ref={focusFirst} aria-label={kind.connect} onSubmit={(event) => { event.preventDefault(); submit(); }}>
      <Problem text={problem} />
      <Field label={kind.url} hint={texts.hookUrlHint} isRequired value={url} onChange={setUrl} maxLength={2_000} />
      {app === 'draft-helper' ? (
        <div className="form-grid">
          <Field label={texts.integrationModel} isRequired value={model} onChange={setModel} maxLength={200} />
          <Field label={texts.integrationKey} type="password" hint={one?.hasSecret ? texts.integrationKeyKept : texts.integrationKeyHint} value={secret} onChange={setSecret} maxLength={4_096} />
        </div>
      ) : one === null ? (
        <div className="form-grid">
          <Choice label={app === 'bot-endpoint' ? texts.integrationChannelOfBot : texts.hookChannel} value={channelId} onChange={setChannel} choices={[{ value: '', text: app === 'bot-endpoint' ? '' : texts.hookAnyChannel }, ...choices]} />
          {app === 'bot-endpoint' ? <Field label={texts.integrationName} value={name} onChange={setName} maxLength={200} /> : null}
        </div>
      ) : null}
      <div className="form-actions"><Button onPress={onDone}>{texts.cancel}</Button><Button type="submit" kind="primary" isDisabled={isBusy || (app === 'bot-endpoint' && one === null && channelId === '')}>{one ? texts.save : texts.integrationConnect}</Button></div>
    </form>
  );
}
