import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ChannelSettings } from '#dialects/native/schemas/channels.ts';
import type { Channel } from '../../api/people.ts';
import { request } from '../../api/request.ts';
import { useTexts } from '../../app/use-preferences.tsx';
import { usePermission } from '../../app/use-session.ts';
import { Button } from '../../design/button.tsx';
import { Icon } from '../../design/icon.tsx';
import { Failure, Skeletons } from '../../design/states.tsx';
import { ConfirmButton, Problem, Section } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';
import { SitePart } from '../sites/site-part.tsx';
import { ChannelAliases } from './channel-aliases.tsx';
import { ChannelHours } from './channel-hours.tsx';
import { ChannelHealth } from './channel-health.tsx';
import { ChannelMembers } from './channel-members.tsx';
import { ChannelSettingsForm } from './channel-settings-form.tsx';
import { ConnectMailbox } from './connect-mailbox.tsx';
import { HealthTag } from './health-tag.tsx';
import { SendingCheck } from './sending-check.tsx';
import { WithheldReplyList } from './withheld-replies.tsx';

/** All of one channel. */
export function ChannelPage({ channel }: { channel: Channel }) {
  const texts = useTexts();
  const may = usePermission();
  const canWrite = may('channels.write');
  const settings = useQuery({ queryKey: ['channel-settings', channel.id], queryFn: ({ signal }) => request<ChannelSettings>(`/channels/${channel.id}/settings`, { signal }) });
  const { save, isBusy, problem } = useSave('channels');
  const isDisabled = channel.disabledAt !== null;
  const isMail = channel.kind === 'email';
  const isSite = channel.kind === 'site';
  const setDisabled = (to: boolean): void => void save(() => request(`/channels/${channel.id}`, { method: 'PATCH', json: { isDisabled: to } }), { said: texts.saved });
  return (
    <div className="settings-body">
      <div className="item-head">
        <Link to="/settings/$part" params={{ part: 'channels' }} className="back-link"><Icon name="back" size={14} />{texts.settingsParts.channels}</Link>
        <div className="item-title">
          <h2>{channel.name}</h2>
          <HealthTag state={channel.health.state} />
          <span className="item-act">{canWrite ? (isDisabled ? <Button isDisabled={isBusy} onPress={() => setDisabled(false)}>{texts.enable}</Button> : <ConfirmButton label={texts.disable} confirm={texts.reallyDisable} name={channel.name} isDisabled={isBusy} hint={isMail ? texts.channelKeepsAddresses : undefined} onConfirm={() => setDisabled(true)} />) : null}</span>
        </div>
        {channel.address === null || channel.address === channel.name ? null : <p className="hint">{channel.address}</p>}
        <Problem text={problem} />
        {isDisabled ? <p className="notice bad">{texts.channelIsDisabled}{isMail ? ` ${texts.channelKeepsAddresses}` : ''}</p> : null}
      </div>
      {isSite ? <SitePart channel={channel} /> : <ChannelHealth channel={channel} />}
      {isMail && canWrite ? <Connections channel={channel} /> : null}
      {isSite ? null : settings.isPending ? <Skeletons rows={4} label={texts.loading} /> : settings.data ? <ChannelSettingsForm channel={channel} settings={settings.data} canWrite={canWrite} /> : <Failure error={settings.error} onRetry={() => void settings.refetch()} />}
      {may('calendars.read') ? <ChannelHours channel={channel} /> : null}
      {isMail && may('conversations.read') ? <WithheldReplyList channelId={channel.id} /> : null}
      {isMail ? <ChannelAliases channel={channel} canWrite={canWrite} /> : null}
      <ChannelMembers channel={channel} canWrite={canWrite} />
      {isMail && canWrite ? <SendingCheck channel={channel} /> : null}
    </div>
  );
}

function Connections({ channel }: { channel: Channel }) {
  const texts = useTexts();
  const [isOpen, setOpen] = useState(false);
  const { save, isBusy, problem } = useSave('channels');
  if (isOpen) return <ConnectMailbox channel={channel} onClose={() => setOpen(false)} />;
  return (
    <Section title={texts.connection} action={<Button onPress={() => setOpen(true)}>{channel.connections.length === 0 ? texts.connectMailbox : texts.change}</Button>}>
      <Problem text={problem} />
      {channel.connections.length === 0 ? <p className="hint">{texts.noConnection}</p> : (
        <ul className="panel">
          {channel.connections.map(({ kind, host, port, security, userName }) => (
            <li key={kind} className="panel-row">
              <div className="panel-main"><strong>{kind === 'imap' ? texts.incomingServer : texts.outgoingServer}</strong><span>{host}:{port} · {security === 'none' ? `${texts.security}: ${texts.noEncryption}` : security.toUpperCase()}{userName === '' ? '' : ` · ${userName}`}</span></div>
              <ConfirmButton label={texts.remove} confirm={texts.reallyRemove} name={kind.toUpperCase()} isDisabled={isBusy} onConfirm={() => void save(() => request(`/channels/${channel.id}/connections/${kind}`, { method: 'DELETE' }))} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
