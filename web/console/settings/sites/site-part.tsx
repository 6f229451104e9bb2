import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { changeSite, identityKey, siteQuery, type Site, type SiteSettings } from '../../api/chats.ts';
import { channelsQuery, type Channel } from '../../api/people.ts';
import { queuesQuery } from '../../api/queues.ts';
import { useNow } from '../../app/use-now.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { usePermission, useSession } from '../../app/use-session.ts';
import { Button } from '../../design/button.tsx';
import { Failure, Skeletons } from '../../design/states.tsx';
import { shortMoment } from '../../design/time-text.ts';
import { Check, Choice, ConfirmButton, CopyLine, Field, Problem, Section, TextField } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';
import { linesOf, readLines } from './proactive-lines.ts';

/** A website: what to paste, whether it was seen, where its chats go, how it looks, who is proved to be whom. */
export function SitePart({ channel }: { channel: Channel }) {
  const { texts } = usePreferences();
  const may = usePermission();
  const { data, error, isPending, refetch } = useQuery(siteQuery(channel.id));
  if (isPending) return <Skeletons rows={4} label={texts.loading} />;
  if (!data) return <Failure error={error} onRetry={() => void refetch()} />;
  return (
    <>
      <Snippet site={data} />
      {may('channels.write') ? <><Ways key={`${data.queueId} ${data.replyChannelId}`} site={data} /><Look site={data} /><Identity site={data} /></> : null}
    </>
  );
}

/** It turns by itself: the first load is told over the socket. */
function Snippet({ site }: { site: Site }) {
  const { texts, locale } = usePreferences();
  const { zone } = useSession();
  const nowMs = useNow();
  return (
    <Section title={texts.sitePart} action={<a className="button" href={`/widget/preview?token=${site.websiteToken}`} target="_blank" rel="noopener noreferrer">{texts.sitePreview}</a>}>
      <p className={`notice${site.seenAt === null ? '' : ' good'}`} role="status">{site.seenAt === null ? texts.siteNotSeen : texts.siteSeen(site.seenOn ?? '', shortMoment(site.seenAt, nowMs, locale, zone))}</p>
      <p className="hint">{texts.siteScript}</p>
      <CopyLine label={texts.siteScript} text={site.script} />
      <p className="hint">{texts.siteScriptHint}</p>
    </Section>
  );
}

function Ways({ site }: { site: Site }) {
  const { texts } = usePreferences();
  const may = usePermission();
  const { data: queues = [] } = useQuery({ ...queuesQuery, enabled: may('queues.read') });
  const { data: channels = [] } = useQuery(channelsQuery);
  const [queueId, setQueue] = useState(String(site.queueId ?? ''));
  const [replyId, setReply] = useState(String(site.replyChannelId ?? ''));
  const { save, isBusy, problem } = useSave('sites');
  const idOf = (value: string): number | null => (value === '' ? null : Number(value));
  return (
    <Section title={texts.siteQueue}>
      <form className="form" onSubmit={(event) => { event.preventDefault(); void save(() => changeSite(site.channelId, { queueId: idOf(queueId), replyChannelId: idOf(replyId) }), { said: texts.saved }); }}>
        <Problem text={problem} />
        <div className="form-grid">
          <Choice label={texts.siteQueue} value={queueId} onChange={setQueue} choices={[{ value: '', text: texts.siteNoQueue }, ...queues.filter(({ kind, deletedAt }) => kind === 'chat' && deletedAt === null).map(({ id, name }) => ({ value: String(id), text: name }))]} />
          <Choice label={texts.siteReply} value={replyId} onChange={setReply} choices={[{ value: '', text: texts.siteReplyAny }, ...channels.filter(({ kind, disabledAt }) => kind === 'email' && disabledAt === null).map(({ id, name }) => ({ value: String(id), text: name }))]} />
        </div>
        <div className="form-actions"><Button type="submit" kind="primary" isDisabled={isBusy}>{texts.save}</Button></div>
      </form>
    </Section>
  );
}

const fieldNames = ['name', 'email', 'phone'] as const;
const featureNames = ['attachments', 'emoji', 'endChat', 'transcript', 'answersByMail'] as const;

function Look({ site }: { site: Site }) {
  const { texts } = usePreferences();
  const [held, setHeld] = useState<SiteSettings>(site.settings);
  const [domains, setDomains] = useState(site.settings.allowedDomains.join('\n'));
  const [proactive, setProactive] = useState(linesOf(site.settings.greetings));
  const { save, isBusy, problem, setProblem } = useSave('sites');
  const put = (change: Partial<SiteSettings>): void => setHeld((before) => ({ ...before, ...change }));
  const { preChat, features } = held;
  const putField = (name: (typeof fieldNames)[number], isAsked: boolean, isRequired: boolean): void => put({
    preChat: { ...preChat, fields: fieldNames.flatMap((one) => (one === name ? (isAsked ? [{ name, isRequired }] : []) : preChat.fields.filter((field) => field.name === one))) },
  });
  const keep = (): void => {
    const read = readLines(proactive);
    if ('wrongLine' in read) return setProblem(texts.siteProactiveWrong(read.wrongLine));
    const settings: SiteSettings = { ...held, allowedDomains: domains.split('\n').map((line) => line.trim()).filter((line) => line !== ''), greetings: [...read.greetings] };
    void save(() => changeSite(site.channelId, { settings }), { said: texts.saved });
    return undefined;
  };
  return (
    <Section title={texts.siteLook}>
      <form className="form" onSubmit={(event) => { event.preventDefault(); keep(); }}>
        <Problem text={problem} />
        <div className="form-grid">
          <Field label={texts.siteUrl} value={held.websiteUrl} onChange={(websiteUrl) => put({ websiteUrl })} maxLength={500} />
          <Field label={texts.siteColor} type="color" value={held.color} onChange={(color) => put({ color })} />
          <Field label={texts.siteTitle} hint={texts.siteOwnWords} value={held.welcomeTitle} onChange={(welcomeTitle) => put({ welcomeTitle })} maxLength={200} />
          <Field label={texts.siteTagline} hint={texts.siteOwnWords} value={held.welcomeTagline} onChange={(welcomeTagline) => put({ welcomeTagline })} maxLength={500} />
          <Choice label={texts.siteSide} value={held.side} onChange={(side) => put({ side: side as 'left' })} choices={(['right', 'left'] as const).map((value) => ({ value, text: texts.siteSides[value] }))} />
          <Choice label={texts.siteReplyTime} value={held.replyTime} onChange={(replyTime) => put({ replyTime: replyTime as 'none' })} choices={(['none', 'minutes', 'hours', 'day'] as const).map((value) => ({ value, text: texts.siteReplyTimes[value] }))} />
        </div>
        <TextField label={texts.siteAway} hint={texts.siteOwnWords} rows={2} value={held.awayMessage} onChange={(awayMessage) => put({ awayMessage })} maxLength={2_000} />
        <Check label={texts.siteGreet} isOn={held.greetingEnabled} onChange={(greetingEnabled) => put({ greetingEnabled })} />
        {held.greetingEnabled ? <TextField label={texts.siteGreeting} rows={2} value={held.greetingMessage} onChange={(greetingMessage) => put({ greetingMessage })} maxLength={2_000} /> : null}
        <Check label={texts.siteForm} isOn={preChat.isOn} onChange={(isOn) => put({ preChat: { ...preChat, isOn } })} />
        {preChat.isOn ? (
          <>
            <Field label={texts.siteFormMessage} value={preChat.message} onChange={(message) => put({ preChat: { ...preChat, message } })} maxLength={2_000} />
            <div className="check-list" role="group" aria-label={texts.siteForm}>
              {fieldNames.map((name) => {
                const field = preChat.fields.find((one) => one.name === name);
                return (
                  <span key={name}>
                    <Check label={texts.siteFields[name]} isOn={field !== undefined} onChange={(isAsked) => putField(name, isAsked, false)} />
                    {field ? <Check label={texts.siteFieldNeeded(texts.siteFields[name])} isOn={field.isRequired} onChange={(isRequired) => putField(name, true, isRequired)} /> : null}
                  </span>
                );
              })}
            </div>
          </>
        ) : null}
        {featureNames.map((name) => <Check key={name} label={texts.siteFeatures[name]} isOn={features[name]} onChange={(isOn) => put({ features: { ...features, [name]: isOn } })} />)}
        <Check label={texts.siteHours} isOn={held.showsHours} onChange={(showsHours) => put({ showsHours })} />
        <TextField label={texts.siteDomains} hint={texts.siteDomainsHint} rows={3} value={domains} onChange={setDomains} />
        <TextField label={texts.siteProactive} hint={texts.siteProactiveHint} rows={3} value={proactive} onChange={setProactive} />
        <div className="form-actions"><Button type="submit" kind="primary" isDisabled={isBusy}>{texts.save}</Button></div>
      </form>
    </Section>
  );
}

function Identity({ site }: { site: Site }) {
  const { texts } = usePreferences();
  const [key, setKey] = useState<string | null>(null);
  const { save, isBusy, problem } = useSave('sites');
  const show = (renew: boolean): void => void save(() => identityKey(site.channelId, renew), { after: setKey });
  return (
    <Section title={texts.siteIdentity} action={<span className="item-act"><Button isDisabled={isBusy} onPress={() => show(false)}>{texts.siteIdentityShow}</Button><ConfirmButton label={texts.siteIdentityRenew} confirm={texts.siteIdentityReallyRenew} name={site.name} isDisabled={isBusy} onConfirm={() => show(true)} /></span>}>
      <Problem text={problem} />
      <p className="hint">{texts.siteIdentityHint}</p>
      {key === null ? null : <CopyLine label={texts.siteIdentity} text={key} />}
      <Check label={texts.siteIdentityRequired} isOn={site.isIdentityRequired} isDisabled={isBusy} onChange={(isIdentityRequired) => void save(() => changeSite(site.channelId, { isIdentityRequired }), { said: texts.saved })} />
    </Section>
  );
}
