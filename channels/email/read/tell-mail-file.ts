import { openBytes } from './open-bytes.ts';

/** Decides by the first unpacked bytes what a file is. An empty file is an mbox without mails; null: no mail. */
export async function tellMailFile(path: string): Promise<'mbox' | 'eml' | null> {
  const head = await readHead(path);
  if (head === '' || /^(?:\r?\n)*From /.test(head)) return 'mbox';
  return looksLikeMail(head) ? 'eml' : null;
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
