import { Link } from '@tanstack/react-router';
import type { Vouched } from '#dialects/native/schemas/channels.ts';
import type { Channel } from '../../api/people.ts';
import { request } from '../../api/request.ts';
import { useNow } from '../../app/use-now.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { usePermission, useSession } from '../../app/use-session.ts';
import { shortMoment } from '../../design/time-text.ts';
import { saidText } from '../../design/said-text.ts';
import { showToast } from '../../design/toasts.ts';
import { ConfirmButton, Problem, Section } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';

/** How it fares, what went wrong, and each folder with what is still to be read. */
export function ChannelHealth({ channel }: { channel: Channel }) {
  const { health } = channel;
  const { save, isBusy, problem } = useSave('channels');
  const { texts, locale } = usePreferences();
  const { zone } = useSession();
  const nowMs = useNow();
  const may = usePermission();
  const at = (instant: string): string => shortMoment(instant, nowMs, locale, zone);
  const count = (value: number): string => new Intl.NumberFormat(locale).format(value);
  return (
    <Section title={texts.health}>
      {health.problem === null ? null : <p className="notice bad" role="status">{saidText(health.problemSaid, health.problem, texts.mailSentences)}{health.failingSince === null ? '' : ` ${texts.failingSince(at(health.failingSince))}`}{health.nextTryAt === null ? '' : ` ${texts.nextTry(at(health.nextTryAt))}`}</p>}
      {health.sending === null ? null : <p className="notice bad" role="status">{texts.sendingFails(health.sending.server, at(health.sending.failingSince), at(health.sending.nextTryAt))} {saidText(health.sending.problemSaid, health.sending.problem, texts.mailSentences)}</p>}
      {health.unprovedOurs === 0 ? null : (
        <div className="notice bad" role="status">
          <p>{texts.unprovedOf(count(health.unprovedOurs), health.namedServers)}</p>
          {may('settings.write') ? <ConfirmButton label={texts.areOurs} confirm={texts.reallyAreOurs(count(Math.min(health.unprovedOurs, 500)))} name={channel.name} isDisabled={isBusy} onConfirm={() => void save(() => request<Vouched>(`/channels/${channel.id}/vouch`, { method: 'POST' }), { after: ({ messages }) => showToast(texts.areOursDone(count(messages))) })} /> : null}
          <Problem text={problem} />
        </div>
      )}
      {health.vouchedOurs === 0 ? null : (
        <div className="notice plain">
          <p>{texts.vouchedOf(count(health.vouchedOurs))}</p>
          {may('settings.write') ? <ConfirmButton label={texts.areNotOurs} confirm={texts.reallyAreNotOurs(count(Math.min(health.vouchedOurs, 200)))} name={channel.name} isDisabled={isBusy} onConfirm={() => void save(() => request<Vouched>(`/channels/${channel.id}/vouch`, { method: 'DELETE' }), { after: ({ messages }) => showToast(texts.areNotOursDone(count(messages))) })} /> : null}
          {health.unprovedOurs === 0 ? <Problem text={problem} /> : null}
        </div>
      )}
      {health.addressesElsewhere.length === 0 ? null : <p className="notice bad" role="status">{texts.addressesElsewhere(health.addressesElsewhere)}</p>}
      <dl className="facts">
        <div><dt>{texts.lastMailFact}</dt><dd>{health.lastMessageAt === null ? texts.noMailYet : at(health.lastMessageAt)}</dd></div>
        {health.connectedAt === null ? null : <div><dt>{texts.connectedSince}</dt><dd>{at(health.connectedAt)}</dd></div>}
        <div><dt>{texts.settingsParts.quarantine}</dt><dd>{health.quarantined > 0 && may('imports.run') ? <Link to="/settings/$part" params={{ part: 'quarantine' }}>{texts.quarantined(health.quarantined)}</Link> : count(health.quarantined)}</dd></div>
        {health.unprovedOurs === 0 ? null : <div><dt>{texts.unprovedFact}</dt><dd>{count(health.unprovedOurs)}</dd></div>}
      </dl>
      {health.folders.length === 0 ? null : (
        <ul className="panel spaced" aria-label={texts.folders}>
          {health.folders.map((folder) => {
            const done = folder.backfillTotal - folder.backfillLeft;
            return (
              <li key={folder.folder} className="panel-row">
                <div className="panel-main">
                  <strong>{folder.folder}</strong>
                  <span>{[texts.folderRoles[folder.role], texts.folderStored(count(folder.stored)), folder.backlog > 0 ? texts.folderBacklog(count(folder.backlog)) : null, folder.quarantined > 0 ? texts.quarantined(folder.quarantined) : null].filter(Boolean).join(' · ')}</span>
                  {folder.problem === null ? null : <span className="wrong">{saidText(folder.problemSaid, folder.problem, texts.mailSentences)}</span>}
                  {folder.backfillLeft > 0 ? <span className="backfill"><progress value={done} max={folder.backfillTotal} aria-label={texts.readingBack} />{texts.readBackOf(count(done), count(folder.backfillTotal))}</span> : null}
                </div>
                <span className="hint">{texts.lastSeen(at(folder.seenAt))}</span>
              </li>
            );
          })}
        </ul>
      )}
    </Section>
  );
}
