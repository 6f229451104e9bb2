import { basename } from 'node:path';
import { MailSourceError } from './mail-source.ts';
import { openBytes } from './open-bytes.ts';
import { isSeparatorLine } from './split-mbox.ts';

/**
 * Decides by the first unpacked bytes what a file is. An empty file is an mbox without mails; null: no mail. Throws `malformed-mbox` where the
 * first `From ` line separates nothing: no mail would be found, or the first ones would be lost.
 */
export async function tellMailFile(path: string): Promise<'mbox' | 'eml' | null> {
  const head = await readHead(path);
  if (head === '') return 'mbox';
  const blank = /^(?:\r?\n)*/.exec(head)![0];
  if (!head.startsWith('From ', blank.length)) return looksLikeMail(head) ? 'eml' : null;
  const first = head.slice(blank.length, blank.length + 300).split('\n', 1)[0]!.trimEnd();
  if (!isSeparatorLine(first)) throw malformed(path, blank.split('\n').length, first);
  return 'mbox';
}

function malformed(path: string, line: number, first: string): MailSourceError {
  const found = first.length > 80 ? `${first.slice(0, 79)}…` : first;
  const expected = 'From bo@home.example Mon May  6 08:00:00 2024';
  return new MailSourceError('malformed-mbox', `No mail was found in ${basename(path)}: line ${line} is "${found}", but in an mbox each mail begins with "From ", the sender's address and a time, such as "${expected}".`, { key: 'mbox-malformed', values: { line, found } });
}

/** The first unpacked bytes. Damage behind the first of them is left to the reader, who gives what lies before it. */
async function readHead(path: string): Promise<string> {
  const source = await openBytes(path);
  let head = '';
  try {
    for await (const chunk of source.chunks) {
      head += chunk.toString('latin1', 0, 4_096);
      if (head.length >= 4_096) break;
    }
  } catch (error) {
    if (head === '') throw error;
  }
  return head;
}

/** The first line is a header field, and one that mail has is among the first ones. */
function looksLikeMail(head: string): boolean {
  const text = head.replace(/^\xef\xbb\xbf/, '').replace(/\r\n?/g, '\n');
  return /^[\x21-\x39\x3b-\x7e]{1,80}[ \t]*:/.test(text) && /^(?:received|return-path|delivered-to|from|to|subject|date|message-id|mime-version|content-type|dkim-signature|x-[\w-]+)[ \t]*:/im.test(text);
}
