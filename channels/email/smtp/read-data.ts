import type { SMTPServerDataStream } from 'smtp-server';
import { crashPoint } from '#storage/index.ts';
import { SmtpReply } from './smtp-reply.ts';

/** Bytes of mails that are being received, over all connections. */
export interface DataBudget { used: number; readonly bytesMax: number }

const cr = 13;
const lf = 10;

/**
 * The bytes of one DATA. Refused whole, after it was read to its end: over the size, no room for it beside the others, or line ends that are
 * not CRLF, by which a second mail is smuggled past servers that take them for some (CVE-2023-51764).
 */
export async function readData(stream: SMTPServerDataStream, budget: DataBudget): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  let refusal: SmtpReply | null = null;
  let last = 0;
  const refuse = (reply: SmtpReply): void => {
    refusal ??= reply;
    chunks.length = 0; // read on, keep nothing
  };
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      if (refusal !== null) continue;
      crashPoint('inside-data');
      if (stream.sizeExceeded) refuse(new SmtpReply(552, 'This mail is too large'));
      else if (budget.used + chunk.byteLength > budget.bytesMax) refuse(new SmtpReply(452, 'Too many mails at once, try again later'));
      else if (hasBareLineEnd(chunk, last)) refuse(new SmtpReply(554, 'Lines must end with CR LF; a CR or LF alone is not accepted'));
      else {
        budget.used += chunk.byteLength;
        bytes += chunk.byteLength;
        chunks.push(chunk);
      }
      last = chunk.at(-1) ?? last;
    }
    if (refusal === null && last === cr) refuse(new SmtpReply(554, 'Lines must end with CR LF; a CR or LF alone is not accepted'));
    if (refusal !== null) throw refusal as SmtpReply;
    return Buffer.concat(chunks);
  } finally {
    budget.used -= bytes;
  }
}

/** `before`: the byte before the chunk. A CR at its end is judged with the next chunk. */
export function hasBareLineEnd(chunk: Uint8Array, before: number): boolean {
  if (before === cr && chunk.length > 0 && chunk[0] !== lf) return true;
  for (let at = chunk.indexOf(lf); at !== -1; at = chunk.indexOf(lf, at + 1)) {
    if ((at === 0 ? before : chunk[at - 1]) !== cr) return true;
  }
  for (let at = chunk.indexOf(cr); at !== -1; at = chunk.indexOf(cr, at + 1)) {
    if (at + 1 < chunk.length && chunk[at + 1] !== lf) return true;
  }
  return false;
}
