import type { CheckResult, SenderCheck } from '#core/conversations/index.ts';
import { asResult } from './check-result.ts';

/** One Authentication-Results field, as far as it speaks of SPF, DKIM and DMARC. */
export interface AuthenticationResults {
  /** The authserv-id, lower case. */
  readonly server: string;
  readonly results: readonly { readonly method: 'spf' | 'dkim' | 'dmarc'; readonly result: CheckResult; readonly properties: ReadonlyMap<string, string> }[];
  readonly policy: SenderCheck['policy'];
}

const fieldCharsMax = 10_000;

/** RFC 8601 2.2. Null: it names no server (as Microsoft 365 leaves it out), or is no such field, or one in which somebody's address may have closed a comment. */
export function readAuthenticationResults(value: string): AuthenticationResults | null {
  if (value.length > fieldCharsMax) return null;
  const { text, comments, isSound } = withoutComments(value);
  if (!isSound) return null;
  const [head = '', ...parts] = splitOutsideQuotes(text, ';');
  const server = /^\s*("?)([a-z0-9](?:[a-z0-9._-]{0,251}[a-z0-9])?)\1(?:\s+1)?\s*$/i.exec(head)?.[2]?.toLowerCase();
  if (server === undefined) return null;
  const results = parts.flatMap((part) => {
    const [, method, result] = /^\s*(spf|dkim|dmarc)(?:\/1)?\s*=\s*([a-z]+)(?=\s|$)/i.exec(part) ?? [];
    if (method === undefined || result === undefined) return [];
    const properties = new Map<string, string>();
    for (const [, name, quoted, plain] of part.matchAll(/\b([a-z]+\s*\.\s*[a-z0-9_-]+)\s*=\s*(?:"([^"]*)"|([^\s;]+))/gi)) properties.set(name!.replaceAll(/\s/g, '').toLowerCase(), (quoted ?? plain ?? '').toLowerCase());
    return [{ method: method.toLowerCase() as 'spf' | 'dkim' | 'dmarc', result: asResult(result), properties }];
  });
  const policy = /\bp=(none|quarantine|reject)\b/i.exec(comments)?.[1]?.toLowerCase() as SenderCheck['policy'] | undefined;
  return { server, results, policy: policy ?? null };
}

/**
 * Which part of the field shows that the mail is from this domain: DMARC itself, or a signature or a sender that is aligned with it. Where both are told, of
 * what passes something must be aligned more narrowly than DMARC asks for: not by a neighbour beneath the same domain.
 */
export function provesDomain({ results }: AuthenticationResults, domain: string): boolean {
  const dmarc = results.filter(({ method }) => method === 'dmarc');
  const named = results.flatMap(({ method, result, properties }) => (method === 'dmarc' || result !== 'pass' ? [] : [method === 'dkim'
    ? properties.get('header.d') ?? properties.get('header.i') ?? '' : properties.get('smtp.mailfrom') ?? '']));
  const isNamed = named.some((one) => isAligned(domain, one));
  if (dmarc.length === 0) return isNamed;
  return dmarc.length === 1 && dmarc[0]!.result === 'pass' && dmarc[0]!.properties.get('header.from') === domain && (isNamed || named.every((one) => one === ''));
}

/** The same domain or one beneath the other; of an address what follows its @. */
function isAligned(domain: string, named: string): boolean {
  const other = named.slice(named.lastIndexOf('@') + 1);
  return other.includes('.') && (other === domain || domain.endsWith(`.${other}`) || other.endsWith(`.${domain}`));
}

/**
 * Comments may be nested; a quoted string is left as it is. Not sound: servers put addresses into comments ("domain of x@y designates ..."), and a
 * quoted one may hold a parenthesis, so a comment with a quotation mark, or parentheses that do not match, may end elsewhere than its writer meant.
 */
function withoutComments(value: string): { text: string; comments: string; isSound: boolean } {
  let [text, comments, depth, isQuoted, isSound] = ['', '', 0, false, true];
  for (let at = 0; at < value.length; at += 1) {
    const char = value[at]!;
    if (char === '\\' && (isQuoted || depth > 0)) at += 1;
    else if (char === '"' && depth === 0) {
      isQuoted = !isQuoted;
      text += char;
    } else if (char === '(' && !isQuoted) {
      depth += 1;
      text += ' ';
    } else if (char === ')' && depth > 0) depth -= 1;
    else if (depth > 0) {
      comments += char;
      isSound &&= char !== '"';
    } else {
      text += char;
      isSound &&= char !== ')' || isQuoted;
    }
  }
  return { text, comments, isSound: isSound && depth === 0 && !isQuoted };
}

function splitOutsideQuotes(text: string, separator: string): string[] {
  const parts = [''];
  let isQuoted = false;
  for (const char of text) {
    if (char === '"') isQuoted = !isQuoted;
    if (char === separator && !isQuoted) parts.push('');
    else parts[parts.length - 1] += char;
  }
  return parts;
}
