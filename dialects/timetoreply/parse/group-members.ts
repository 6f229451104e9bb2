import { checkAddress } from '#core/accounts/index.ts';
import { checkDomain } from '#core/contacts/index.ts';
import { InvalidInput, type FilePart } from '#http/index.ts';
import { fileLines } from './file-lines.ts';
import type { GroupMember } from '../ports.ts';

const cellsMax = 10_000;

/** An address has an @ in it, a domain has none but for one at its beginning. */
export const memberOf = (text: string): GroupMember => ({ kind: text.trim().lastIndexOf('@') > 0 ? 'address' : 'domain', value: text.trim() });

interface GivenMembers { readonly emails?: readonly string[]; readonly domains?: readonly string[]; readonly upload?: FilePart }

/** What the lists and the file name together; undefined where none of them is given: then members stay as they are. */
export function parseMembers({ emails, domains, upload }: GivenMembers): GroupMember[] | undefined {
  if (emails === undefined && domains === undefined && upload === undefined) return undefined;
  return [
    ...(emails ?? []).map((value, at): GroupMember => ({ kind: 'address', value: checkAddress(`emails.${at}`, value) })),
    ...(domains ?? []).map((value, at): GroupMember => ({ kind: 'domain', value: checkDomain(value, `domains.${at}`) })),
    ...(upload === undefined ? [] : parseMembersFile(upload.bytes)),
  ];
}

/**
 * Cells between commas, semicolons, tabs and line ends, with or without quotes. A first line in which nothing could be an address or a domain is a heading; anywhere else
 * such a cell is refused with its line.
 */
export function parseMembersFile(bytes: Uint8Array): GroupMember[] {
  const lines = fileLines('upload', bytes);
  const members: GroupMember[] = [];
  for (const [at, line] of lines.entries()) {
    const cells = line.split(/[,;\t]/).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1').trim()).filter((cell) => cell !== '');
    if (at === 0 && cells.every((cell) => !isLikely(cell))) continue;
    for (const cell of cells) {
      if (!isLikely(cell)) throw new InvalidInput([{ field: 'upload', problem: `has in line ${at + 1} neither an email address nor a domain: ${cell.slice(0, 60)}` }]);
      members.push(memberOf(cell));
    }
    if (members.length > cellsMax) throw new InvalidInput([{ field: 'upload', problem: `must not have more than ${cellsMax} entries` }]);
  }
  return members;
}

const isLikely = (cell: string): boolean => /^(?:[^\s@]+@|@)?[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i.test(cell);
