import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { channelsQuery, type Channel } from '../../api/people.ts';
import { request } from '../../api/request.ts';
import { useNow } from '../../app/use-now.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { usePermission, useSession } from '../../app/use-session.ts';
import { Button } from '../../design/button.tsx';
import { Empty, Failure, Skeletons } from '../../design/states.tsx';
import { shortMoment } from '../../design/time-text.ts';
import { Section } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';
import { ConnectMailbox } from './connect-mailbox.tsx';

/** The addresses customers reach, how each fares, and how a mailbox is connected. */
export function ChannelsPart() {
  const { texts } = usePreferences();
  const may = usePermission();
  const { data, isPending, error, refetch } = useQuery(channelsQuery);
  const [connecting, setConnecting] = useState<Channel | 'new' | null>(null);
  if (isPending) return <Skeletons rows={3} label={texts.loading} />;
  if (!data) return <Failure error={error} onRetry={() => void refetch()} />;
  return (
    <div className="settings-body">
      {connecting === null ? null : <ConnectMailbox key={connecting === 'new' ? 'new' : connecting.id} channel={connecting === 'new' ? null : connecting} onClose={() => setConnecting(null)} />}
      <Section title={texts.channelsTitle} action={may('channels.write') && connecting === null ? <Button kind="primary" onPress={() => setConnecting('new')}>{texts.connectMailbox}</Button> : null}>
        {data.length === 0 ? <Empty title={texts.noChannels}><p>{texts.noChannelsHint}</p></Empty>
          : <ul className="panel">{data.map((channel) => <li key={channel.id}><ChannelRow channel={channel} onConnect={() => setConnecting(channel)} /></li>)}</ul>}
      </Section>
    </div>
  );
}

function ChannelRow({ channel, onConnect }: { channel: Channel; onConnect: () => void }) {
  const { texts, locale } = usePreferences();
  const { zone } = useSession();
  const nowMs = useNow();
  const may = usePermission();
  const { save, isBusy } = useSave('channels');
  const { health } = channel;
  const isDisabled = channel.disabledAt !== null;
  return (
    <div className="panel-row">
      <div className="panel-main">
        <strong>{channel.name}</strong>
        <span>{[channel.address !== channel.name ? channel.address : null, ...channel.aliases, channel.connections.map(({ kind, host }) => `${kind.toUpperCase()} ${host}`).join(', ')].filter(Boolean).join(' · ')}</span>
        <span>{health.problem ?? (health.lastMessageAt === null ? texts.noMailYet : texts.lastMail(shortMoment(health.lastMessageAt, nowMs, locale, zone)))}{health.quarantined > 0 ? ` · ${texts.quarantined(health.quarantined)}` : ''}</span>
      </div>
      <span className={`tag ${health.state === 'ok' ? 'good' : health.state === 'failing' ? 'danger' : ''}`}><span>{texts.healthStates[health.state]}</span></span>
      {may('channels.write') && channel.kind === 'email' ? <Button onPress={onConnect}>{texts.connection}</Button> : null}
      {may('channels.write') ? <Button kind="quiet" isDisabled={isBusy} onPress={() => void save(() => request(`/channels/${channel.id}`, { method: 'PATCH', json: { isDisabled: !isDisabled } }))}>{isDisabled ? texts.enable : texts.disable}</Button> : null}
    </div>
  );
}
