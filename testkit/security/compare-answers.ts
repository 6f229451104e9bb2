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
  const names = [...new Set([...Object.keys(one.headers), ...Object.keys(other.headers)])].filter((name) => !restless.has(name));
  const textsOf = ({ body, headers }: Answer): string[] => [body, ...names.map((name) => String(headers[name]))];
  const [[a = '', ...mine], [b = '', ...theirs]] = [allMasked(textsOf(one), oneThings), allMasked(textsOf(other), otherThings)];
  if (a !== b) found.push(`body at ${firstDifference(a, b)}`);
  for (const [at, name] of names.entries()) if (mine[at] !== theirs[at]) found.push(`header ${name}: ${mine[at]} and ${theirs[at]}`);
  return found;
}

const masked = (text: string, things: Things): string => allMasked([text], things)[0]!;

/** No form holds it, so that none reaches from one text into the next. */
const boundary = '\0';

/** Each text masked. All in one go: looking for some 500 forms takes longer than what they are looked for in. */
function allMasked(texts: readonly string[], things: Things): string[] {
  if (texts.length > 1 && texts.some((text) => text.includes(boundary))) return texts.map((text) => masked(text, things));
  const chance = texts.map((text) => text.replaceAll(/nonce-[\w+/=]+/g, 'nonce-').replaceAll(/nonce="[^"]*"/g, 'nonce=""').replaceAll(/name="form_token" value="[^"]*"/g, 'form_token'));
  const left = formsOf(things).longestFirst.reduce((text, form) => text.replaceAll(form, '*'), chance.join(boundary));
  return texts.length === 1 ? [left] : left.split(boundary);
}

interface Forms {
  readonly longestFirst: readonly string[];
  readonly byName: readonly { readonly name: string; readonly forms: readonly string[]; readonly lowerForms: readonly string[] }[];
}
const known = new WeakMap<Things, Forms>();

/** Worked out once for each set of things: they are compared with some ten texts of an answer. */
function formsOf(things: Things): Forms {
  const before = known.get(things);
  if (before) return before;
  const byName = Object.entries(things).map(([name, value]) => {
    const forms = writtenForms(value as string);
    return { name, forms, lowerForms: forms.map((form) => form.toLowerCase()) };
  });
  const made = { byName, longestFirst: [...new Set(byName.flatMap(({ forms }) => forms))].sort((a, b) => b.length - a.length) };
  known.set(things, made);
  return made;
}

/** Which of an account's things an answer names, those left out that the question named itself. */
export function namedThings(body: string, things: Things, question: string): string[] {
  const asked = question.toLowerCase();
  return formsOf(things).byName.flatMap(({ name, forms, lowerForms }) => (forms.some((form) => body.includes(form)) && !lowerForms.some((form) => asked.includes(form)) ? [name] : []));
}

function firstDifference(a: string, b: string): string {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return `${at}: "${a.slice(Math.max(0, at - 40), at + 60)}" and "${b.slice(Math.max(0, at - 40), at + 60)}"`;
}
