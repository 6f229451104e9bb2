import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Channel } from '../../api/people.ts';
import { request } from '../../api/request.ts';
import { useTexts } from '../../app/use-preferences.tsx';
import { usePermission } from '../../app/use-session.ts';
import { Button } from '../../design/button.tsx';
import { DuePreview } from '../hours/due-preview.tsx';
import { HoursForm } from '../hours/hours-form.tsx';
import { calendarsQuery } from '../hours/hours-part.tsx';
import { ConfirmButton, Problem, Section } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';

/** Hours of its own, or what it goes by instead. */
export function ChannelHours({ channel }: { channel: Channel }) {
  const texts = useTexts();
  const may = usePermission();
  const { data } = useQuery(calendarsQuery);
  const [isOpen, setOpen] = useState(false);
  const { save, isBusy, problem } = useSave('calendars', 'channels');
  if (!data) return null;
  const own = data.find(({ id }) => id === channel.calendarId) ?? null;
  const ofAccount = data.find(({ isDefault }) => isDefault) ?? null;
  const canWrite = may('calendars.write');
  const back = own && canWrite && may('channels.write') ? (
    <ConfirmButton label={texts.backToAccountHours} confirm={texts.reallyBackToAccountHours} name={channel.name} isDisabled={isBusy} onConfirm={() => void save(() => request(`/channels/${channel.id}`, { method: 'PATCH', json: { calendarId: null } }), { said: texts.saved, after: () => setOpen(false) })} />
  ) : null;
  return (
    <Section title={texts.channelHours} action={isOpen ? <Button kind="quiet" onPress={() => setOpen(false)}>{texts.cancel}</Button> : canWrite ? <Button onPress={() => setOpen(true)}>{own ? texts.change : texts.giveOwnHours}</Button> : null}>
      <Problem text={problem} />
      <p className="hint">{own ? texts.hoursOwn : ofAccount ? texts.hoursAsAccount : texts.hoursAsNobody} {back}</p>
      <div className="spaced">{isOpen ? <HoursForm key={own?.versions.length ?? 0} calendar={own} startsAs={ofAccount} path={`/channels/${channel.id}/calendar`} channelId={channel.id} onSaved={() => setOpen(false)} /> : <DuePreview channelId={channel.id} />}</div>
    </Section>
  );
}
