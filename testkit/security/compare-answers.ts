import { writtenForms, type Things } from './things.ts';

/** What came back, with the bytes as text. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** Differ in every answer, whoever asks for what: the moment, and how many requests the caller has had. */
const restless: ReadonlySet<string> = new Set(['date', 'x-request-id', 'x-ratelimit-reset', 'x-ratelimit-remaining', 'keep-alive']);

/**
 * In what two answers to the same question about different things differ, once the things themselves and what differs by chance (nonces,
 * request ids, dates) are masked. Empty: nobody can tell one from the other.
 */
export function differences(one: Answer, oneThings: Things, other: Answer, otherThings: Things): string[] {
  const found: string[] = [];
  if (one.status !== other.status) found.push(`status ${one.status} and ${other.status}`);
  const [a, b] = [masked(one.body, oneThings), masked(other.body, otherThings)];
  if (a !== b) found.push(`body at ${firstDifference(a, b)}`);
  for (const name of new Set([...Object.keys(one.headers), ...Object.keys(other.headers)])) {
    if (restless.has(name)) continue;
    const [mine, theirs] = [masked(String(one.headers[name]), oneThings), masked(String(other.headers[name]), otherThings)];
    if (mine !== theirs) found.push(`header ${name}: ${mine} and ${theirs}`);
  }
  return found;
}

export function masked(text: string, things: Things): string {
  const chance = text.replaceAll(/nonce-[\w+/=]+/g, 'nonce-').replaceAll(/nonce="[^"]*"/g, 'nonce=""').replaceAll(/name="form_token" value="[^"]*"/g, 'form_token');
  const forms = [...new Set(Object.values(things).flatMap((value) => writtenForms(value as string)))].sort((a, b) => b.length - a.length);
  return forms.reduce((left, form) => left.replaceAll(form, '*'), chance);
}

/** Which of an account's things an answer names, those left out that the question named itself. */
export function namedThings(body: string, things: Things, question: string): string[] {
  return Object.entries(things).flatMap(([name, value]) => {
    const forms = writtenForms(value as string);
    const wasAsked = forms.some((form) => question.toLowerCase().includes(form.toLowerCase()));
    return !wasAsked && forms.some((form) => body.includes(form)) ? [name] : [];
  });
}

function firstDifference(a: string, b: string): string {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return `${at}: "${a.slice(Math.max(0, at - 40), at + 60)}" and "${b.slice(Math.max(0, at - 40), at + 60)}"`;
}
