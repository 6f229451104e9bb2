import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { BotFigures, BotMade, BotToken } from '#dialects/native/schemas/bots.ts';
import { botsQuery, type Bot } from '../../api/hooks.ts';
import { channelsQuery } from '../../api/people.ts';
import { request } from '../../api/request.ts';
import { usePreferences, useTexts } from '../../app/use-preferences.tsx';
import { usePermission } from '../../app/use-session.ts';
import { Button } from '../../design/button.tsx';
import { Empty, Failure, Skeletons } from '../../design/states.tsx';
import { durationText } from '../../design/time-text.ts';
import { ConfirmButton, CopyLine, Field, focusFirst, Problem, Section } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';
import { BotChannels } from './bot-channels.tsx';

const figureDays = 30;

/** Programs that answer customers, where they answer first, and what became of it. */
export function BotsPart() {
  const texts = useTexts();
  const may = usePermission();
  const { data, isPending, error, refetch } = useQuery(botsQuery);
  const { data: figures = [] } = useQuery({
    queryKey: ['bot-figures'], enabled: may('reports.read'),
    queryFn: ({ signal }) => request<BotFigures>('/bots/figures', { query: { from: new Date(Date.now() - figureDays * 86_400_000).toISOString(), to: new Date(Date.now() + 60_000).toISOString() }, signal }).then(({ items }) => items),
  });
  const [token, setToken] = useState<{ name: string; text: string } | null>(null);
  const [edited, setEdited] = useState<Bot | null>(null);
  if (isPending) return <Skeletons rows={3} label={texts.loading} />;
  if (!data) return <Failure error={error} onRetry={() => void refetch()} />;
  return (
    <div className="settings-body">
      <p>{texts.botsHint}</p>
      <Section title={edited ? texts.changeBot : texts.newBot}><BotForm key={edited?.id ?? 0} bot={edited} onDone={(made) => { setEdited(null); if (made) setToken({ name: made.name, text: made.token }); }} /></Section>
      {token ? <div className="notice" role="status"><p>{texts.botTokenHint}</p><CopyLine label={`${texts.botToken}: ${token.name}`} text={token.text} /></div> : null}
      <Section title={texts.settingsParts.bots}>
        {data.length === 0 ? <Empty title={texts.noBots} /> : <ul className="panel">{data.map((bot) => <li key={bot.id}><BotRow bot={bot} figures={figures.find(({ botId }) => botId === bot.id)} onToken={setToken} onChange={() => setEdited(bot)} /></li>)}</ul>}
      </Section>
      {data.length === 0 ? null : <BotChannels bots={data} />}
    </div>
  );
}

function BotForm({ bot, onDone }: { bot: Bot | null; onDone: (made: BotMade | null) => void }) {
  const texts = useTexts();
  const [name, setName] = useState(bot?.name ?? '');
  const [description, setDescription] = useState(bot?.description ?? '');
  const [url, setUrl] = useState(bot?.outgoingUrl ?? '');
  const { save, isBusy, problem } = useSave('bots', 'webhooks');
  const json = { name, description, outgoingUrl: url === '' ? null : url };
  const submit = (): void => {
    if (bot) void save(() => request(`/bots/${bot.id}`, { method: 'PATCH', json }), { said: texts.saved, after: () => onDone(null) });
    else void save(() => request<BotMade>('/bots', { method: 'POST', json }), { after: (made) => { setName(''); setDescription(''); setUrl(''); onDone(made); } });
  };
  return (
    <form className="form" ref={bot ? focusFirst : undefined} onSubmit={(event) => { event.preventDefault(); submit(); }}>
      <Problem text={problem} />
      <div className="form-grid"><Field label={texts.name} isRequired value={name} onChange={setName} maxLength={200} /><Field label={texts.botDescription} value={description} onChange={setDescription} maxLength={5_000} /></div>
      <Field label={texts.botUrl} hint={texts.botUrlHint} value={url} onChange={setUrl} maxLength={2_000} />
      <div className="form-actions">{bot ? <Button onPress={() => onDone(null)}>{texts.cancel}</Button> : null}<Button type="submit" kind="primary" isDisabled={isBusy}>{bot ? texts.save : texts.add}</Button></div>
    </form>
  );
}

interface RowProps { readonly bot: Bot; readonly figures: BotFigures['items'][number] | undefined; readonly onToken: (token: { name: string; text: string }) => void; readonly onChange: () => void }

function BotRow({ bot, figures, onToken, onChange }: RowProps) {
  const { texts, locale } = usePreferences();
  const { data: channels = [] } = useQuery(channelsQuery);
  const { save, isBusy, problem } = useSave('bots', 'webhooks', 'channels');
  const names = channels.filter(({ id }) => bot.channelIds.includes(id)).map(({ name }) => name);
  const show = ({ token }: BotToken): void => { if (token !== null) onToken({ name: bot.name, text: token }); };
  return (
    <div className="panel-row">
      <div className="panel-main">
        <strong>{bot.name}</strong>
        <span>{[bot.isPlatform ? texts.botPlatform : null, names.length === 0 ? texts.botNowhere : texts.botAnswersIn(names.join(', ')), bot.description].filter(Boolean).join(' · ')}</span>
        {figures ? <span>{texts.botFigures}: {texts.botFiguresOf(figures.begun, figures.handedOver, figures.solved)}{figures.secondsUntilHandOver === null ? '' : ` · ${texts.botUntilHandOver(durationText(figures.secondsUntilHandOver, locale))}`}</span> : null}
        {problem === null ? null : <span className="wrong" role="alert">{problem}</span>}
      </div>
      {bot.isPlatform ? null : (
        <span className="row-acts">
          <Button kind="quiet" isDisabled={isBusy} aria-label={`${texts.botShowToken}: ${bot.name}`} onPress={() => void save(() => request<BotToken>(`/bots/${bot.id}/token`), { after: show })}>{texts.botShowToken}</Button>
          <ConfirmButton label={texts.botNewToken} confirm={texts.botReallyNewToken} name={bot.name} isDisabled={isBusy} onConfirm={() => void save(() => request<BotToken>(`/bots/${bot.id}/token`, { method: 'POST' }), { after: show })} />
          <Button kind="quiet" aria-label={`${texts.change}: ${bot.name}`} onPress={onChange}>{texts.change}</Button>
          <ConfirmButton label={texts.remove} confirm={texts.reallyRemove} name={bot.name} isDisabled={isBusy} onConfirm={() => void save(() => request(`/bots/${bot.id}`, { method: 'DELETE' }))} />
        </span>
      )}
    </div>
  );
}
