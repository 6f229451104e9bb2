import { useRef, useState } from 'preact/hooks';
import type { ChatStore } from '../state/chat-store.ts';
import type { ContentShown, Given, MessageShown } from '../state/wire.ts';
import type { Words } from '../texts/load-texts.ts';
import { isMailAddress } from './pre-chat.tsx';
import { Stars } from './stars.tsx';

interface Props { readonly store: ChatStore; readonly message: MessageShown; readonly content: ContentShown; readonly words: Words }

/** What a message of ours asks or shows beside its words, and what he gave back. All of it is text; links are http or https. */
export function Asked({ store, message, content, words }: Props) {
  const { t } = words;
  const { kind, items, answer } = content;
  const root = useRef<HTMLDivElement>(null);
  const [isBusy, setBusy] = useState(false);
  const [isLost, setLost] = useState(false);
  const give = async (given: Given): Promise<void> => {
    setBusy(true);
    const isThere = await store.answer(message.id, given);
    setBusy(false);
    setLost(!isThere);
    if (isThere) root.current?.focus(); // what had it is gone
  };
  const isOpen = answer === null || kind === 'rating';
  return (
    <div class="asked" ref={root} tabIndex={-1}>
      {(kind === 'cards' || kind === 'article') && items.map((item, at) => <Card key={at} item={item} isArticle={kind === 'article'} isBusy={isBusy} words={words} onChoose={answer === null ? (value) => void give({ value }) : null} />)}
      {kind === 'input-select' && answer === null && (
        <div class="row" role="group" aria-label={message.text}>
          {items[0]?.options.map(({ title, value }, at) => <button key={at} type="button" class="plain" disabled={isBusy} onClick={() => void give({ value: value ?? '' })}>{title}</button>)}
        </div>
      )}
      {kind === 'input-email' && answer === null && <Fields words={words} isBusy={isBusy} fields={[{ name: 'email', label: t.email, hint: '', type: 'email', isRequired: true, options: [] }]} id={message.id} onDone={({ email = '' }) => void give({ email: email.trim() })} />}
      {kind === 'form' && answer === null && (
        <Fields words={words} isBusy={isBusy} id={message.id} onDone={(values) => void give({ values })}
          fields={items.flatMap(({ title, text, field, options }) => (field === null ? [] : [{ ...field, label: title, hint: text, options: options.map((option) => ({ title: option.title, value: option.value ?? '' })) }]))} />
      )}
      {answer !== null && <Answer answer={answer} words={words} />}
      {kind === 'rating' && isOpen && <Rate words={words} isBusy={isBusy} given={answer?.stars ?? 0} onDone={(rating, feedback) => void give({ rating, ...(feedback !== '' && { feedback }) })} />}
      {isLost && <span class="wrong" role="alert">{t.notSent}</span>}
    </div>
  );
}

function Card({ item: { title, text, url, options }, isArticle, isBusy, words, onChoose }: { readonly item: ContentShown['items'][number]; readonly isArticle: boolean; readonly isBusy: boolean; readonly words: Words; readonly onChoose: ((value: string) => void) | null }) {
  const away = { target: '_blank', rel: 'noopener noreferrer nofollow' } as const;
  return (
    <div class="card">
      {!isArticle && isWeb(url) && <img class="picture" src={url} alt="" loading="lazy" referrerpolicy="no-referrer" />}
      {isArticle && isWeb(url) ? <a href={url} {...away} aria-label={`${title} (${words.t.opensInTab})`}><strong>{title}</strong></a> : <strong>{title}</strong>}
      {text !== '' && <p>{text}</p>}
      {options.length > 0 && <div class="row">{options.map((option, at) => (isWeb(option.url)
        ? <a key={at} class="plain" href={option.url} {...away} aria-label={`${option.title} (${words.t.opensInTab})`}>{option.title}</a>
        : option.value !== null && onChoose !== null && <button key={at} type="button" class="plain" disabled={isBusy} onClick={() => onChoose(option.value!)}>{option.title}</button>))}</div>}
    </div>
  );
}

const isWeb = (url: string | null): url is string => url !== null && /^https?:\/\//i.test(url);

function Answer({ answer: { stars, values }, words }: { readonly answer: NonNullable<ContentShown['answer']>; readonly words: Words }) {
  return (
    <div class="given">
      <span class="hidden">{words.t.you}: </span>
      {stars !== null && <span role="img" aria-label={words.many(words.t.stars, stars)}>{'★'.repeat(stars)}</span>}
      {values.map(({ title, value }, at) => <span key={at}>{title !== '' && <span class="faint">{title}: </span>}{value}</span>)}
    </div>
  );
}

interface Field { readonly name: string; readonly label: string; readonly hint: string; readonly type: string; readonly isRequired: boolean; readonly options: readonly { readonly title: string; readonly value: string }[] }

/** Wrong fields are named, and the first of them gets the focus. */
function Fields({ fields, id, words, isBusy, onDone }: { readonly fields: readonly Field[]; readonly id: number; readonly words: Words; readonly isBusy: boolean; readonly onDone: (values: Record<string, string>) => void }) {
  const { t } = words;
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const [wrong, setWrong] = useState<ReadonlyMap<number, string>>(new Map());
  const root = useRef<HTMLFormElement>(null);
  const submit = (): void => {
    const problems = new Map(fields.flatMap(({ name, type, isRequired }, at): [number, string][] => {
      const value = (values[name] ?? '').trim();
      if (value === '') return isRequired ? [[at, t.mustBeFilled]] : [];
      return type === 'email' && !isMailAddress(value) ? [[at, t.emailWrong]] : [];
    }));
    setWrong(problems);
    const [first] = problems.keys();
    if (first === undefined) onDone({ ...values });
    else root.current?.querySelector<HTMLElement>(`#pb-${id}-${first}`)?.focus();
  };
  return (
    <form class="form" ref={root} noValidate onSubmit={(event) => { event.preventDefault(); submit(); }}>
      {fields.map(({ name, label, hint, type, isRequired, options }, at) => {
        const own = {
          id: `pb-${id}-${at}`, value: values[name] ?? '', required: isRequired, 'aria-invalid': wrong.has(at), ...(wrong.has(at) && { 'aria-describedby': `pb-${id}-${at}-wrong` }),
          onInput: ({ currentTarget }: { currentTarget: { value: string } }) => setValues({ ...values, [name]: currentTarget.value }),
        };
        return (
          <label key={name}>
            <span>{label}{isRequired && <span> ({t.required})</span>}</span>
            {type === 'select' ? <select {...own}><option value="" />{options.map((option) => <option key={option.value} value={option.value}>{option.title}</option>)}</select>
              : type === 'text-area' ? <textarea {...own} placeholder={hint} maxLength={1_000} rows={3} />
                : <input {...own} {...{ type: type === 'email' ? 'email' : 'text' } as object} {...(type === 'number' && { inputMode: 'decimal' as const })} placeholder={hint} maxLength={type === 'email' ? 254 : 1_000} />}
            {wrong.has(at) && <span class="wrong" id={`pb-${id}-${at}-wrong`}>{wrong.get(at)}</span>}
          </label>
        );
      })}
      <button class="primary" disabled={isBusy}>{t.send}</button>
    </form>
  );
}

/** It counts when it is sent; within two weeks he may think again. */
function Rate({ words, isBusy, given, onDone }: { readonly words: Words; readonly isBusy: boolean; readonly given: number; readonly onDone: (stars: number, feedback: string) => void }) {
  const { t } = words;
  const [stars, setStars] = useState(0);
  const [feedback, setFeedback] = useState('');
  return (
    <form class="form" onSubmit={(event) => { event.preventDefault(); onDone(stars, feedback.trim()); setStars(0); }}>
      <Stars label={t.rate} stars={stars || given} words={words} onChoose={setStars} />
      {stars > 0 && <div class="row"><input aria-label={t.comment} placeholder={t.comment} maxLength={2_000} value={feedback} onInput={({ currentTarget }) => setFeedback(currentTarget.value)} /><button class="primary" disabled={isBusy}>{t.send}</button></div>}
    </form>
  );
}
