import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { channelsQuery } from '../../api/people.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { Button } from '../../design/button.tsx';
import { CheckList, Choice, Field, Problem } from '../pieces.tsx';

const topics = [
  'conversation.opened', 'conversation.status', 'conversation.changed', 'message.stored', 'message.changed', 'contact.created', 'contact.changed', 'contact.deleted', 'interaction.changed', 'widget.opened',
] as const;
export const usualTopics: readonly string[] = ['conversation.opened', 'conversation.status', 'message.stored'];

export interface HookDraft { readonly url: string; readonly name: string; readonly channelId: number | null; readonly topics: readonly string[] }

interface Props { readonly initial: HookDraft; readonly submitText: string; readonly isBusy: boolean; readonly problem: string | null; readonly onSubmit: (draft: HookDraft) => void }

export function WebhookForm({ initial, submitText, isBusy, problem, onSubmit }: Props) {
  const { texts } = usePreferences();
  const { data: channels = [] } = useQuery(channelsQuery);
  const [url, setUrl] = useState(initial.url);
  const [name, setName] = useState(initial.name);
  const [channelId, setChannel] = useState(initial.channelId === null ? '' : String(initial.channelId));
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(initial.topics));
  return (
    <form className="form" onSubmit={(event) => { event.preventDefault(); onSubmit({ url, name, channelId: channelId === '' ? null : Number(channelId), topics: topics.filter((topic) => chosen.has(topic)) }); }}>
      <Problem text={problem} />
      <Field label={texts.hookUrl} hint={texts.hookUrlHint} isRequired value={url} onChange={setUrl} maxLength={2_000} />
      <div className="form-grid">
        <Field label={texts.hookName} value={name} onChange={setName} maxLength={200} />
        <Choice label={texts.hookChannel} value={channelId} onChange={setChannel} choices={[{ value: '', text: texts.hookAnyChannel }, ...channels.map((one) => ({ value: String(one.id), text: one.name }))]} />
      </div>
      <fieldset className="plain-set">
        <legend>{texts.hookTopics}</legend>
        <CheckList label={texts.hookTopics} choices={topics.map((value) => ({ value, text: texts.topicNames[value] }))} chosen={chosen} onChange={setChosen} />
      </fieldset>
      <div className="form-actions"><Button type="submit" kind="primary" isDisabled={isBusy || chosen.size === 0}>{submitText}</Button></div>
    </form>
  );
}
