import type { Person } from './people.ts';

/** How one API's door takes its token, and how it says that it stays shut. */
export interface ApiDoor {
  readonly dialect: string;
  headersOf(token: string): Record<string, string>;
  readonly unauthenticated: { readonly status: number; readonly body: string; readonly challenge: string | undefined };
  readonly forbidden: { readonly status: number; readonly body: string };
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
  headersOf: (token) => ({ authorization: `Bearer ${token}` }),
  unauthenticated: { status: 401, body: '{"message":"Unauthenticated."}', challenge: 'Bearer' },
  forbidden: { status: 403, body: '{"message":"This action is unauthorized."}' },
  /** `{"message"}`, with `errors` by field where the input was readable. */
  isOwnShape: (body) => {
    const { message, errors, ...rest } = shapeOf(body) ?? {};
    return typeof message === 'string' && message !== '' && Object.keys(rest).length === 0 && (errors === undefined || Object.values(errors as Record<string, unknown>).every(isTexts));
  },
};

const nimchat: ApiDoor = {
  dialect: 'nimchat',
  headersOf: (token) => ({ api_access_token: token }),
  unauthenticated: { status: 401, body: '{"error":"Invalid Access Token"}', challenge: undefined },
  forbidden: { status: 401, body: '{"error":"You are not authorized to do this action"}' },
  /** `{"error"}`, or `{"message","attributes"}` for what was given wrongly. */
  isOwnShape: (body) => {
    const { error, message, attributes, ...rest } = shapeOf(body) ?? {};
    if (Object.keys(rest).length > 0) return false;
    return typeof error === 'string' ? error !== '' && message === undefined && attributes === undefined : typeof message === 'string' && message !== '' && isTexts(attributes);
  },
};

/** The APIs with a door of tokens. A new one gets its line here and in `doorAt`. */
export const apiDoors: readonly ApiDoor[] = [timetoreply, nimchat];

/** Whose door a path or a route has. */
export function doorAt(path: string): ApiDoor {
  return /^(?:[A-Z]+ )?\/(?:api\/v1|accounts)(?:\/|$)/.test(path) ? nimchat : timetoreply;
}

/** What a person sends at a path. */
export function headersOf({ tokens }: Pick<Person, 'tokens'>, path: string): Record<string, string> {
  const door = doorAt(path);
  return door.headersOf(tokens[door.dialect]!);
}
