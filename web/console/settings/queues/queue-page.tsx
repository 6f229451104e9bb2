import { Link, useNavigate } from '@tanstack/react-router';
import type { Queue } from '../../api/queues.ts';
import { request } from '../../api/request.ts';
import { useTexts } from '../../app/use-preferences.tsx';
import { usePermission } from '../../app/use-session.ts';
import { Icon } from '../../design/icon.tsx';
import { ConfirmButton, Problem, Section } from '../pieces.tsx';
import { StaleNotice } from '../stale-notice.tsx';
import { useHeld } from '../use-held.ts';
import { useSave } from '../use-save.tsx';
import { AssignmentsForm } from './assignments-form.tsx';
import { CallPreview } from './call-preview.tsx';
import { QueueForm } from './queue-form.tsx';
import { QueueHours } from './queue-hours.tsx';
import { SkillList } from './skill-list.tsx';

/** All of one queue. */
export function QueuePage({ queue }: { queue: Queue }) {
  const texts = useTexts();
  const may = usePermission();
  const navigate = useNavigate();
  const canWrite = may('queues.write');
  const { save, isBusy, problem } = useSave('queues', 'menus');
  const rules = useHeld(queue, String(queue.version));
  const remove = (): void => void save(() => request(`/queues/${queue.id}`, { method: 'DELETE' }), { after: () => void navigate({ to: '/settings/$part', params: { part: 'queues' } }) });
  return (
    <div className="settings-body">
      <div className="item-head">
        <Link to="/settings/$part" params={{ part: 'queues' }} className="back-link"><Icon name="back" size={14} />{texts.settingsParts.queues}</Link>
        <div className="item-title">
          <h2>{queue.name}</h2>
          <span className="item-act">{canWrite ? <ConfirmButton label={texts.remove} confirm={texts.reallyDeleteQueue} name={queue.name} isDisabled={isBusy} onConfirm={remove} /> : null}</span>
        </div>
        <p className="hint">{[texts.queueKinds[queue.kind], queue.lang, queue.menuPath, texts.queueSummary(queue.agentCount, queue.readyCount, queue.waitingCount)].filter(Boolean).join(' · ')}</p>
        <Problem text={problem} />
        {queue.agentCount === 0 ? <p className="notice bad">{texts.queueNobody}</p> : null}
      </div>
      <CallPreview question={{ queueId: queue.id }} />
      <AssignmentsForm queue={queue} canWrite={canWrite} />
      <Section title={texts.skills}>
        <p className="hint">{texts.skillsHint}</p>
        <SkillList path={`/queues/${queue.id}/skills`} skills={queue.skills} canWrite={canWrite} none={texts.noSkills} levelLabel={texts.skillLevel} />
      </Section>
      <QueueHours key={`hours ${queue.id}`} queue={queue} />
      {rules.isStale ? <StaleNotice onTake={rules.take} /> : null}
      <div onInput={rules.touch}><QueueForm key={rules.stamp} queue={rules.held} canWrite={canWrite} onSaved={rules.settle} /></div>
    </div>
  );
}
