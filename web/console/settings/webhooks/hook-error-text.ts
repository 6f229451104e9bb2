import type { Texts } from '../../texts/english.ts';

/** What the server wrote down of a try, in the person's language; what is not known here stands as it is. */
export function hookErrorText(error: string, { hookErrors: said }: Pick<Texts, 'hookErrors'>): string {
  const [, redirected] = /^the receiver answered (3\d\d): redirects/.exec(error) ?? [];
  const [, status] = /^(?:the receiver|The program that was asked) answered (\d{3})\.?$/.exec(error) ?? [];
  const [, seconds] = /^no answer within ([\d.]+) seconds$/.exec(error) ?? [];
  const [, host] = /^The name (\S+) is not known\.$/.exec(error) ?? [];
  if (redirected !== undefined) return said.redirected(redirected);
  if (status !== undefined) return said.answered(status);
  if (seconds !== undefined) return said.silent(seconds);
  if (host !== undefined) return said.unknown(host);
  if (error.includes('answered 410')) return said.gone;
  if (error === 'The program that was asked gave no answer.') return said.noAnswer;
  if (error.endsWith('something that is no draft.')) return said.noDraft;
  if (error === 'nobody listens there') return said.nobody;
  if (error.startsWith('the connection broke')) return said.broke;
  if (error.includes('inside a private network')) return said.inside;
  if (error.startsWith('given up after three days')) return said.patience;
  if (error === 'the webhook was deleted') return said.deleted;
  if (error === 'the webhook is disabled') return said.disabled;
  if (error === 'there is nothing to tell any more') return said.nothing;
  return error;
}
