import type { Answer } from './compare-answers.ts';

/** How one API's door takes what opens it, and how it says that it stays shut. */
export interface ApiDoor {
  readonly dialect: string;
  /** Where its paths begin. */
  readonly paths: RegExp;
  headersOf(token: string): Record<string, string>;
  /** What a signed-in browser comes with, from a page of ours; null: no session opens this door. */
  readonly headersOfSession: ((session: string) => Record<string, string>) | null;
  readonly unauthenticated: { readonly status: number; readonly body: string; readonly challenge: string | undefined };
  readonly forbiddenStatus: number;
  /** The whole body says, in this API's words and with nothing else, that the caller may not do this. */
  isForbidden(body: string): boolean;
  /** An error in this API's own shape. */
  isOwnShape(body: string): boolean;
}

const shapeOf = (body: string): Record<string, unknown> | null => {
  try {
    return JSON.parse(body) as Record<string, unknown>;
  } catch {
    return null;
  }
};
const isTexts = (list: unknown): boolean => Array.isArray(list) && list.every((each) => typeof each === 'string');

const timetoreply: ApiDoor = {
  dialect: 'timetoreply',
  paths: /^\/api\/(?:logs|tools|entities|sales)(?:\/|$)/,
  headersOf: (token) => ({ authorization: `Bearer ${token}` }),
  headersOfSession: null,
  unauthenticated: { status: 401, body: '{"message":"Unauthenticated."}', challenge: 'Bearer' },
  forbiddenStatus: 403,
  isForbidden: (body) => body === '{"message":"This action is unauthorized."}',
  /** `{"message"}`, with `errors` by field where the input was readable. */
  isOwnShape: (body) => {
    const { message, errors, ...rest } = shapeOf(body) ?? {};
    return typeof message === 'string' && message !== '' && Object.keys(rest).length === 0 && (errors === undefined || Object.values(errors as Record<string, unknown>).every(isTexts));
  },
};

const nimchat: ApiDoor = {
  dialect: 'nimchat',
  paths: /^\/(?:api\/v1|api\/v2\/accounts|accounts)(?:\/|$)/,
  headersOf: (token) => ({ api_access_token: token }),
  headersOfSession: null,
  unauthenticated: { status: 401, body: '{"error":"Invalid Access Token"}', challenge: undefined },
  forbiddenStatus: 401,
  isForbidden: (body) => body === '{"error":"You are not authorized to do this action"}',
  /** `{"error"}`, or `{"message","attributes"}` for what was given wrongly. */
  isOwnShape: (body) => {
    const { error, message, attributes, ...rest } = shapeOf(body) ?? {};
    if (Object.keys(rest).length > 0) return false;
    return typeof error === 'string' ? error !== '' && message === undefined && attributes === undefined : typeof message === 'string' && message !== '' && isTexts(attributes);
  },
};

const ccai: ApiDoor = {
  dialect: 'ccai',
  paths: /^\/(?:manager|apps)(?:\/|$)/,
  // Its tokens are held with the customer's subdomain; one that somebody found without is tried at the account that is attacked.
  headersOf: (token) => ({ authorization: `Basic ${Buffer.from(token.includes(':') ? token : `alderworks:${token}`).toString('base64')}` }),
  headersOfSession: null,
  unauthenticated: { status: 401, body: '{"error":"Unauthorized","message":"The credentials are missing or not valid.","status":401}', challenge: 'Basic realm="api", charset="UTF-8"' },
  forbiddenStatus: 403,
  isForbidden: (body) => body === '{"error":"Forbidden","message":"This token may not do that.","status":403}',
  /** `{"error","message","status"}` */
  isOwnShape: (body) => {
    const { error, message, status, ...rest } = shapeOf(body) ?? {};
    return typeof error === 'string' && typeof message === 'string' && message !== '' && typeof status === 'number' && Object.keys(rest).length === 0;
  },
};

const native: ApiDoor = {
  dialect: 'native',
  paths: /^\/native\/v1(?:\/|$)/,
  headersOf: (token) => ({ authorization: `Bearer ${token}` }),
  headersOfSession: (session) => ({ cookie: `__Host-patchbay=${session}`, 'sec-fetch-site': 'same-origin' }),
  unauthenticated: {
    status: 401, challenge: 'Bearer',
    body: JSON.stringify({ type: 'about:blank', title: 'Not signed in', status: 401, code: 'unauthenticated', detail: 'The credentials are missing or not valid.', key: 'sign-in-again' }),
  },
  forbiddenStatus: 403,
  isForbidden: (body) => {
    const { detail, key, values, ...rest } = shapeOf(body) ?? {};
    // The permission that is wanting may be named: every role's permissions stand in the document.
    const isNamed = key === undefined ? values === undefined : typeof key === 'string' && (values === undefined || isTexts(Object.values(values as object)));
    return typeof detail === 'string' && isNamed && JSON.stringify(rest) === JSON.stringify({ type: 'about:blank', title: 'Not allowed', status: 403, code: 'forbidden' });
  },
  /** A problem of RFC 9457. */
  isOwnShape: (body) => {
    const { type, title, status, code, detail, key, values, fields, facts, ...rest } = shapeOf(body) ?? {};
    return type === 'about:blank' && typeof title === 'string' && typeof status === 'number' && typeof code === 'string' && typeof detail === 'string' && Object.keys(rest).length === 0
      && (key === undefined || typeof key === 'string') && (values === undefined || (key !== undefined && typeof values === 'object'))
      && (fields === undefined || Array.isArray(fields)) && (facts === undefined || typeof facts === 'object');
  },
};

/** The APIs with a door of their own. A new one gets its line here. */
export const apiDoors: readonly ApiDoor[] = [timetoreply, nimchat, ccai, native];

/** Whose door a path has. Throws for a path of no API. */
export function doorAt(path: string): ApiDoor {
  const door = apiDoors.find(({ paths }) => paths.test(path));
  if (!door) throw new Error(`${path} is behind no API's door: say in doors.ts whose it is`);
  return door;
}

/** What the holder of these tokens, one for each API, sends at a path. */
export function headersOf({ tokens }: { readonly tokens: Readonly<Record<string, string>> }, path: string): Record<string, string> {
  const door = doorAt(path);
  const token = tokens[door.dialect];
  if (token === undefined) throw new Error(`no token for ${door.dialect}`);
  return door.headersOf(token);
}

/** Whether the answer is this API's word for "you may not", with its status. */
export function isForbiddenAt(path: string, { status, body }: Pick<Answer, 'status' | 'body'>): boolean {
  const door = doorAt(path);
  return status === door.forbiddenStatus && door.isForbidden(body);
}
