import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { channelsQuery, type Channel } from '../../api/people.ts';
import { useNow } from '../../app/use-now.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { usePermission, useSession } from '../../app/use-session.ts';
import { Icon } from '../../design/icon.tsx';
import { saidText } from '../../design/said-text.ts';
import { Empty, Failure, Skeletons } from '../../design/states.tsx';
import { shortMoment } from '../../design/time-text.ts';
import { Section } from '../pieces.tsx';
import { AddSite } from '../sites/add-site.tsx';
import { ChannelPage } from './channel-page.tsx';
import { ConnectMailbox } from './connect-mailbox.tsx';
import { HealthTag } from './health-tag.tsx';

/** The addresses customers reach and how each fares; /channels/new connects one, /channels/<id> is its page. */
export function ChannelsPart() {
  const { texts } = usePreferences();
  const may = usePermission();
  const navigate = useNavigate();
  const { item }: { item?: string } = useParams({ strict: false });
  const { data, isPending, error, refetch } = useQuery(channelsQuery);
  if (isPending) return <Skeletons rows={3} label={texts.loading} />;
  if (!data) return <Failure error={error} onRetry={() => void refetch()} />;
  const toList = (): void => void navigate({ to: '/settings/$part', params: { part: 'channels' } });
  if (item === 'new' && may('channels.write')) return <div className="settings-body"><ConnectMailbox channel={null} onClose={toList} /></div>;
  if (item === 'new-site' && may('channels.write')) return <div className="settings-body"><AddSite onMade={(channelId) => void navigate({ to: '/settings/$part/$item', params: { part: 'channels', item: String(channelId) } })} onClose={toList} /></div>;
  const channel = data.find(({ id }) => String(id) === item);
  if (channel) return <ChannelPage key={channel.id} channel={channel} />;
  return (
    <div className="settings-body">
      <Section title={texts.channelsTitle} action={may('channels.write') ? <span className="item-act"><Link to="/settings/$part/$item" params={{ part: 'channels', item: 'new-site' }} className="button">{texts.addSite}</Link> <Link to="/settings/$part/$item" params={{ part: 'channels', item: 'new' }} className="button primary">{texts.connectMailbox}</Link></span> : null}>
        {data.length === 0 ? <Empty title={texts.noChannels}><p>{texts.noChannelsHint}</p></Empty>
          : <ul className="panel">{data.map((one) => <li key={one.id}><ChannelRow channel={one} /></li>)}</ul>}
      </Section>
    </div>
  );
}

function ChannelRow({ channel }: { channel: Channel }) {
  const { texts, locale } = usePreferences();
  const { zone } = useSession();
  const nowMs = useNow();
  const { health } = channel;
  return (
    <Link to="/settings/$part/$item" params={{ part: 'channels', item: String(channel.id) }} className="panel-row panel-link">
      <div className="panel-main">
        <strong>{channel.name}</strong>
        <span>{[channel.address !== channel.name ? channel.address : null, ...channel.aliases, channel.connections.map(({ kind, host }) => `${kind.toUpperCase()} ${host}`).join(', ')].filter(Boolean).join(' · ')}</span>
        <span>{health.problem !== null ? saidText(health.problemSaid, health.problem, texts.mailSentences) : (health.lastMessageAt === null ? texts.noMailYet : texts.lastMail(shortMoment(health.lastMessageAt, nowMs, locale, zone)))}{health.quarantined > 0 ? ` · ${texts.quarantined(health.quarantined)}` : ''}</span>
        {health.addressesElsewhere.length === 0 ? null : <span className="wrong">{texts.addressesElsewhereShort(health.addressesElsewhere)}</span>}
      </div>
      <HealthTag state={health.state} />
      <Icon name="next" size={14} />
    </Link>
  );
}
