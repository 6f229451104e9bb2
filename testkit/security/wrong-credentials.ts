import { createHash } from 'node:crypto';
import type { ApiDoor } from './doors.ts';

/** What people and programs send instead of a right token: headers, and what else the request carries. */
export interface WrongCredential {
  readonly name: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly query?: readonly (readonly [string, string])[];
}

/** Every way of being almost right. `right` is a token that opens this door; `session` a live browser session of the same person. */
export function wrongCredentials(right: string, session: string, door: Pick<ApiDoor, 'dialect' | 'headersOf' | 'headersOfSession'>): WrongCredential[] {
  if (door.dialect === 'nimchat') return wrongPlainTokens(right, session, door);
  const last = right.at(-1) === 'A' ? 'B' : 'A';
  const header = (name: string, authorization: string): WrongCredential => ({ name, headers: { authorization } });
  return [
    { name: 'nothing', headers: {} },
    header('empty header', ''), header('scheme alone', 'Bearer'), header('empty token', 'Bearer '), header('the token alone', right),
    header('one character changed', `Bearer ${right.slice(0, -1)}${last}`), header('one character less', `Bearer ${right.slice(0, -1)}`), header('one character more', `Bearer ${right}A`),
    header('upper case', `Bearer ${right.toUpperCase()}`), header('doubled', `Bearer ${right} ${right}`), header('quoted', `Bearer "${right}"`), header('two in one header', `Bearer ${right}, Bearer ${right}`),
    header('another scheme', `Basic ${Buffer.from(`${right}:`).toString('base64')}`), header('basic with words', `Basic ${Buffer.from('owner@alder.test:wrong').toString('base64')}`),
    header('its hash', `Bearer ${createHash('sha256').update(right).digest('hex')}`), header('its hash in base64', `Bearer ${createHash('sha256').update(right).digest('base64')}`),
    header('true', 'Bearer true'), header('null', 'Bearer null'), header('an object', 'Bearer [object Object]'), header('JSON', 'Bearer {"$ne":null}'), header('a number', 'Bearer 1'),
    header('SQL', `Bearer ${"'OR'1'='1".repeat(4)}`), header('a pattern', `Bearer ${'%'.repeat(43)}`), header('unsigned JWT', 'Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.'), header('8 kB', `Bearer ${'A'.repeat(8_000)}`),
    header('a session', `Bearer ${session}`), ...sessionWhereItDoesNotCount(session, door),
    { name: 'the token as cookie', headers: { cookie: `__Host-patchbay=${right}; token=${right}` } },
    { name: 'the token in the query', headers: {}, query: [['token', right], ['api_key', right], ['apikey', right], ['access_token', right]] },
    { name: 'in headers of other APIs', headers: { 'x-api-key': right, api_access_token: right, 'x-auth-token': right, 'proxy-authorization': `Bearer ${right}` } },
  ];
}

/** A live session's cookie: from a page of another site where the door takes sessions from ours, and in any way where it takes none. */
function sessionWhereItDoesNotCount(session: string, { headersOfSession }: Pick<ApiDoor, 'headersOfSession'>): WrongCredential[] {
  const cookie = `__Host-patchbay=${session}; patchbay=${session}`;
  const fromElsewhere: WrongCredential[] = [
    { name: 'a session as cookie, from another site', headers: { cookie, 'sec-fetch-site': 'cross-site' } }, { name: 'a session as cookie, from a site beside ours', headers: { cookie, 'sec-fetch-site': 'same-site' } },
    { name: 'a session as cookie, from another origin', headers: { cookie, origin: 'https://evil.test' } }, { name: 'a session as cookie, with a broken token', headers: { cookie, 'sec-fetch-site': 'same-origin', authorization: 'Bearer x' } },
  ];
  return headersOfSession ? fromElsewhere : [...fromElsewhere, { name: 'a session as cookie', headers: { cookie } }, { name: 'a session as cookie, from our own page', headers: { cookie, 'sec-fetch-site': 'same-origin' } }];
}

/** The same for a header that holds nothing but the token. */
function wrongPlainTokens(right: string, session: string, door: Pick<ApiDoor, 'headersOf' | 'headersOfSession'>): WrongCredential[] {
  const last = right.at(-1) === 'A' ? 'B' : 'A';
  const texts: Record<string, string> = {
    'an empty header': '', 'one character changed': `${right.slice(0, -1)}${last}`, 'one character less': right.slice(0, -1), 'one character more': `${right}A`, 'upper case': right.toUpperCase(), doubled: `${right} ${right}`, quoted: `"${right}"`,
    'two in one header': `${right}, ${right}`, 'with a scheme': `Bearer ${right}`, 'its hash': createHash('sha256').update(right).digest('hex'), true: 'true', null: 'null', JSON: '{"$ne":null}', SQL: "'OR'1'='1".repeat(4), 'a pattern': '%'.repeat(43), '8 kB': 'A'.repeat(8_000), 'a session': session,
  };
  return [
    { name: 'nothing', headers: {} },
    ...Object.entries(texts).map(([name, text]) => ({ name, headers: door.headersOf(text) })),
    ...sessionWhereItDoesNotCount(session, door),
    { name: 'in headers of other APIs', headers: { authorization: `Bearer ${right}`, 'x-api-key': right, 'x-auth-token': right } },
    { name: 'the token as cookie', headers: { cookie: `__Host-patchbay=${right}; api_access_token=${right}` } },
    { name: 'the token in the query', headers: {}, query: [['api_access_token', right], ['token', right]] },
  ];
}
