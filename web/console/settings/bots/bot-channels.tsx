import { useQuery } from '@tanstack/react-query';
import type { Bot } from '../../api/hooks.ts';
import { channelsQuery } from '../../api/people.ts';
import { request } from '../../api/request.ts';
import { useTexts } from '../../app/use-preferences.tsx';
import { Choice, Problem, Section } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';

/** Who answers first, channel by channel. */
export function BotChannels({ bots }: { bots: readonly Bot[] }) {
  const texts = useTexts();
  const { data: channels = [] } = useQuery(channelsQuery);
  const { save, problem } = useSave('bots');
  const choices = [{ value: '', text: texts.botPeople }, ...bots.map(({ id, name }) => ({ value: String(id), text: name }))];
  return (
    <Section title={texts.botChannels}>
      <Problem text={problem} />
      <div className="form-grid">
        {channels.filter(({ disabledAt }) => disabledAt === null).map((channel) => (
          <Choice
            key={channel.id} label={channel.name} choices={choices} value={String(bots.find(({ channelIds }) => channelIds.includes(channel.id))?.id ?? '')}
            onChange={(value) => void save(() => request(`/channels/${channel.id}/bot`, { method: 'PUT', json: { botId: value === '' ? null : Number(value) } }), { said: texts.saved })}
          />
        ))}
      </div>
    </Section>
  );
}
