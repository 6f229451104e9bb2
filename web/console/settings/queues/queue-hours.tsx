import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { queuesQuery, type Queue } from '../../api/queues.ts';
import { useTexts } from '../../app/use-preferences.tsx';
import { usePermission } from '../../app/use-session.ts';
import { Button } from '../../design/button.tsx';
import { HoursForm } from '../hours/hours-form.tsx';
import { calendarsQuery } from '../hours/hours-part.tsx';
import { Section } from '../pieces.tsx';

/** Hours that are this queue's alone, or what it goes by instead. Which of the hours there are it goes by is chosen in its rules. */
export function QueueHours({ queue }: { queue: Queue }) {
  const texts = useTexts();
  const may = usePermission();
  const { data: calendars } = useQuery({ ...calendarsQuery, enabled: may('calendars.read') });
  const { data: queues = [] } = useQuery(queuesQuery);
  const [isOpen, setOpen] = useState(false);
  if (!calendars) return null;
  const current = calendars.find(({ id }) => id === queue.calendarId) ?? null;
  const isShared = current !== null && (current.isDefault || current.channelIds.length > 0 || queues.some(({ id, calendarId }) => id !== queue.id && calendarId === current.id));
  const own = isShared ? null : current;
  const canWrite = may('queues.write') && may('calendars.write');
  return (
    <Section title={texts.queueHours} action={isOpen ? <Button kind="quiet" onPress={() => setOpen(false)}>{texts.cancel}</Button> : canWrite ? <Button onPress={() => setOpen(true)}>{own ? texts.changeQueueHours : texts.giveQueueHours}</Button> : null}>
      <p className="hint">{own ? texts.queueHoursOwn : current ? texts.queueHoursShared : texts.queueHoursNone}</p>
      {isOpen ? <HoursForm key={own?.versions.length ?? 0} calendar={own} startsAs={current ?? calendars.find(({ isDefault }) => isDefault) ?? null} path={`/queues/${queue.id}/calendar`} isOfQueue onSaved={() => setOpen(false)} /> : null}
    </Section>
  );
}
