import { addressParser, type Address, type Mailbox } from 'postal-mime';
import { domainToASCII } from 'node:url';
import { cleanLine } from './clean-text.ts';
import { replaceEncodedWords } from './decode-words.ts';
import type { MailAddress } from './parsed-mail.ts';

/**
 * The mailboxes of an address field (RFC 5322 section 3.4), groups flattened, in order. Text that is no usable address
 * stays as a name with address ''. Encoded words are taken out before the grammar is read and put back after it: what
 * they decode to can never become an address, a comma or a quote.
 */
export function readAddresses(value: string, mailboxesMax: number, defects: Set<string>): MailAddress[] {
  const decoded: string[] = [];
  const source = replaceEncodedWords(bounded(value, defects).replace(/[\ue000\ue001]/g, ''), defects, (text) => {
    decoded.push(text);
    return `\ue000${decoded.length - 1}\ue001`;
  });
  const restore = (text: string): string => text.replace(/\ue000(\d+)\ue001/g, (_all, index: string) => decoded[Number(index)] ?? '');
  const wholeField = /^\s*\ue000\d+\ue001\s*$/.test(source) ? decoded[0] : undefined;
  // Some senders encode the whole field, address included. Then the decoded text is the field.
  if (wholeField !== undefined && /<[^<>@\s]+@[^<>@\s]+>/.test(wholeField)) return readAddresses(wholeField.replaceAll('=?', '= ?'), mailboxesMax, defects);
  const out: MailAddress[] = [];
  for (const mailbox of flatten(addressParser(source))) {
    if (out.length >= mailboxesMax) {
      defects.add('recipients-truncated');
      break;
    }
    const found = tidyMailbox(restore(mailbox.name), restore(mailbox.address));
    if (found.address === '') defects.add('address-invalid');
    if (found.address !== '' || found.name !== '') out.push(found);
  }
  return out;
}

/** Some 10,000 recipients; a longer field is cut between two of them. */
const fieldCharsMax = 512 * 1024;

/** Groups may not nest (RFC 5322 section 3.4), and each level costs the address parser another pass: a flood of them is flattened. */
const colonsMax = 500;

function bounded(value: string, defects: Set<string>): string {
  let text = value;
  if (text.length > fieldCharsMax) {
    defects.add('recipients-truncated');
    const comma = text.lastIndexOf(',', fieldCharsMax);
    text = text.slice(0, comma > 0 ? comma : fieldCharsMax);
  }
  return text.split(':', colonsMax + 1).length > colonsMax ? text.replaceAll(':', ' ') : text;
}

function* flatten(list: Address[]): Generator<Mailbox> {
  for (const entry of list) {
    if (entry.group === undefined) yield entry;
    else yield* entry.group;
  }
}

function tidyMailbox(rawName: string, rawAddress: string): MailAddress {
  const address = tidyAddress(rawAddress);
  const name = cleanLine(rawName).replace(/\s+/g, ' ').trim().replace(/^(["'])(.*)\1$/, '$2').slice(0, 1_000).toWellFormed();
  if (address === '') return { name: name || cleanLine(rawAddress).trim().slice(0, 1_000).toWellFormed(), address: '' };
  return { name: name === rawAddress ? '' : name, address };
}

/** Domain in lower-case A-labels, so that one mailbox has one spelling; '' where it is no address (RFC 5321 section 4.1.2). */
export function tidyAddress(raw: string): string {
  // RFC 5322 section 4.4: old mail has comments and blanks around the dots and the `@`.
  const bare = raw.includes('"') ? raw : raw.slice(0, 1_000).replace(/\([^()]*\)/g, '').replace(/\s*([.@])\s*/g, '$1');
  const text = bare.trim().replace(/^mailto:/i, '').replace(/^<+|>+$/g, '').trim();
  const at = text.lastIndexOf('@');
  const local = text.slice(0, Math.max(at, 0));
  const domain = text.slice(at + 1).replace(/\.+$/, '');
  const isLocalSound = /^"(?:[^"\\]|\\.)+"$/.test(local) || /^[^\s"<>()[\],;:\\@]+$/.test(local);
  // oxlint-disable-next-line no-control-regex -- control characters are refused
  if (at < 1 || text.length > 320 || !isLocalSound || /[\u0000-\u001f\u007f\ufffd]/.test(text)) return '';
  if (/^\[[0-9a-z:.]+\]$/i.test(domain)) return `${local}@${domain.toLowerCase()}`;
  const ascii = /^[\x21-\x7e]+$/.test(domain) ? domain.toLowerCase() : domainToASCII(domain);
  return /^[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?$/.test(ascii) ? `${local}@${ascii}` : '';
}
