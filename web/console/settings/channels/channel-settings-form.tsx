import { useState } from 'react';
import type { ChannelSettings, ChannelSettingsChange } from '#dialects/native/schemas/channels.ts';
import type { Channel } from '../../api/people.ts';
import { request } from '../../api/request.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { Button } from '../../design/button.tsx';
import { Check, Choice, Field, Problem, Section, TextField } from '../pieces.tsx';
import { useSave } from '../use-save.tsx';

type MailText = ChannelSettings['signature'];
const languages: readonly ChannelSettings['language'][] = ['en', 'de', 'fr', 'es', 'nl'];
const styles: readonly ChannelSettings['fromStyle'][] = ['agent', 'channel', 'agent-channel'];

/** A text that is not touched keeps its HTML; another text is made into HTML by the server. */
const textOf = (text: string, held: MailText): MailText => (text.trim() === '' ? null : held?.text === text ? held : { text, html: null });

/** How its mail looks: names, signature, time for undo, and what it answers by itself. */
export function ChannelSettingsForm({ channel, settings, canWrite }: { channel: Channel; settings: ChannelSettings; canWrite: boolean }) {
  const { texts, locale } = usePreferences();
  const [name, setName] = useState(channel.name);
  const [fromName, setFromName] = useState(settings.fromName ?? '');
  const [fromStyle, setFromStyle] = useState(settings.fromStyle);
  const [language, setLanguage] = useState(settings.language);
  const [undo, setUndo] = useState(settings.undoSeconds === null ? '' : String(settings.undoSeconds));
  const [signature, setSignature] = useState(settings.signature?.text ?? '');
  const [replies, setReplies] = useState({ inHours: settings.autoReply.inHours?.text ?? null, outOfHours: settings.autoReply.outOfHours?.text ?? null });
  const [servers, setServers] = useState(settings.trustedServers.join(', '));
  const [survey, setSurvey] = useState({ isOn: settings.survey.isOn, question: settings.survey.question ?? '' });
  const [assignment, setAssignment] = useState({ mode: settings.assignment.mode, max: settings.assignment.perAgentMax === null ? '' : String(settings.assignment.perAgentMax) });
  const { save, isBusy, problem } = useSave('channels', 'channel-settings');
  const languageName = new Intl.DisplayNames(locale, { type: 'language' });
  const keep = (): Promise<void> => save(async () => {
    const change: ChannelSettingsChange = {
      fromName: fromName.trim() === '' ? null : fromName, fromStyle, language, undoSeconds: undo === '' ? null : Number(undo), signature: textOf(signature, settings.signature),
      trustedServers: servers.split(/[\s,;]+/).filter((name) => name !== ''),
      autoReply: { inHours: textOf(replies.inHours ?? '', settings.autoReply.inHours), outOfHours: textOf(replies.outOfHours ?? '', settings.autoReply.outOfHours) },
      survey: { isOn: survey.isOn, question: survey.question.trim() === '' ? null : survey.question }, assignment: { mode: assignment.mode, perAgentMax: assignment.max === '' ? null : Number(assignment.max) },
    };
    await request(`/channels/${channel.id}/settings`, { method: 'PATCH', json: change });
    if (name !== channel.name) await request(`/channels/${channel.id}`, { method: 'PATCH', json: { name } });
  }, { said: texts.saved });
  const isMail = channel.kind === 'email';
  return (
    <form className="form" onSubmit={(event) => { event.preventDefault(); void keep(); }}>
      <fieldset className="plain-set" disabled={!canWrite}>
        <Section title={texts.howItAnswers}>
          <div className="form-grid">
            <Field label={texts.channelName} isRequired value={name} onChange={setName} maxLength={200} hint={texts.channelNameHint} />
            {isMail ? <Field label={texts.fromName} value={fromName} onChange={setFromName} maxLength={200} hint={texts.fromNameHint} /> : null}
            {isMail ? <Choice label={texts.fromStyle} value={fromStyle} onChange={(value) => setFromStyle(value as ChannelSettings['fromStyle'])} choices={styles.map((value) => ({ value, text: texts.fromStyles[value] }))} /> : null}
            <Choice label={texts.mailLanguage} value={language} onChange={(value) => setLanguage(value as ChannelSettings['language'])} choices={languages.map((value) => ({ value, text: languageName.of(value) ?? value }))} />
            <Field label={texts.undoDelay} type="number" min={0} max={60} value={undo} onChange={setUndo} hint={texts.undoDelayHint} />
          </div>
        </Section>
        <TextField label={texts.signature} value={signature} onChange={setSignature} rows={4} hint={texts.signatureHint} />
        {isMail ? <Field label={texts.trustedServers} value={servers} onChange={setServers} maxLength={2_600} hint={texts.trustedServersHint} /> : null}
        {isMail ? (
          <Section title={texts.autoReplies}>
            <p className="hint">{texts.autoRepliesHint}</p>
            {(['inHours', 'outOfHours'] as const).map((when) => (
              <div key={when} className="auto-reply">
                <Check label={texts.autoReplyWhen[when]} isOn={replies[when] !== null} isDisabled={!canWrite} onChange={(isOn) => setReplies({ ...replies, [when]: isOn ? '' : null })} />
                {replies[when] === null ? null : <TextField label={texts.autoReplyText[when]} isRequired value={replies[when]} onChange={(text) => setReplies({ ...replies, [when]: text })} rows={4} />}
              </div>
            ))}
          </Section>
        ) : null}
        <Section title={texts.survey}>
          <p className="hint">{texts.surveyHint}</p>
          <Check label={texts.surveyIsOn} isOn={survey.isOn} isDisabled={!canWrite} onChange={(isOn) => setSurvey({ ...survey, isOn })} />
          {survey.isOn ? <Field label={texts.surveyQuestion} hint={texts.surveyQuestionHint} maxLength={500} value={survey.question} onChange={(question) => setSurvey({ ...survey, question })} /> : null}
        </Section>
        <Section title={texts.assignment}>
          <p className="hint">{texts.assignmentHint}</p>
          <div className="form-grid">
            <Choice label={texts.assignmentMode} value={assignment.mode} onChange={(mode) => setAssignment({ ...assignment, mode: mode as 'off' })} choices={(['off', 'round-robin', 'balanced'] as const).map((value) => ({ value, text: texts.assignmentModes[value] }))} />
            {assignment.mode === 'off' ? null : <Field label={texts.assignmentMax} type="number" min={1} max={1_000} value={assignment.max} onChange={(max) => setAssignment({ ...assignment, max })} hint={texts.assignmentMaxHint} />}
          </div>
        </Section>
      </fieldset>
      <Problem text={problem} />
      {canWrite ? <div className="form-actions"><Button type="submit" kind="primary" isDisabled={isBusy}>{texts.save}</Button></div> : null}
    </form>
  );
}
