import { createHash, randomUUID } from 'node:crypto';
import { json, requireHeader, requireOnlyHeaders, requireQuery, Undocumented, type Answered, type Asked } from './stand-in.ts';

export interface EntraOptions {
  readonly tenant: string; readonly clientId: string; readonly secret: string;
  /** What is asked for: as an application, and in a person's name. */
  readonly applicationScope: () => string; readonly personScope: () => string;
}

/** Microsoft's sign-in as a stand-in has it: applications by their secret, persons by code and refresh token. */
export interface Entra {
  /** Null: not a request of the sign-in. */
  answer(asked: Asked): Answered | null;
  /** Whoever an access token is for; null: the application. Undefined: it is no token. */
  whoseToken(asked: Asked): { readonly as: string | null } | undefined;
  endTokens(): void;
  /** The one address to come back to that is registered. */
  redirectUri: string;
  /** Who signs in, by whatever name; null: whoever is hinted at. */
  signedInAs: string | null;
  /** Refresh tokens that were used a second time. */
  readonly reused: string[];
  /** Refresh tokens that count. */
  readonly refreshTokens: Map<string, string>;
}

export function createEntra({ tenant, clientId, secret, applicationScope, personScope }: EntraOptions): Entra {
  const tokens = new Map<string, { readonly as: string | null }>();
  const codes = new Map<string, { readonly as: string; readonly challenge: string; readonly redirectUri: string }>();
  const used = new Set<string>();
  const entra: Entra = {
    redirectUri: '', signedInAs: null, reused: [], refreshTokens: new Map(),
    whoseToken: ({ headers }) => tokens.get(String(headers['authorization']).replace(/^Bearer /, '')),
    endTokens: () => tokens.clear(),
    answer(asked) {
      const [, ...rest] = asked.path;
      if (asked.method === 'GET' && asked.path.length === 4 && rest.join('/') === 'oauth2/v2.0/authorize') return authorize(asked);
      return asked.method === 'POST' && asked.path.length === 4 && rest.join('/') === 'oauth2/v2.0/token' ? giveToken(asked) : null;
    },
  };

  // learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow, "Request an authorization code"
  function authorize({ path, query }: Asked): Answered {
    requireQuery({ path, query } as Asked, ['client_id', 'response_type', 'redirect_uri', 'response_mode', 'scope', 'state', 'login_hint', 'code_challenge', 'code_challenge_method']);
    const isRight = path[0] === tenant && query.get('client_id') === clientId && query.get('response_type') === 'code' && query.get('response_mode') === 'query' && query.get('scope') === personScope()
      && query.get('code_challenge_method') === 'S256' && /^[\w-]{43}$/.test(query.get('code_challenge')!) && query.get('state')!.length >= 20;
    if (!isRight) throw new Undocumented(`authorize: ${query}`);
    const redirectUri = query.get('redirect_uri')!;
    if (redirectUri !== entra.redirectUri) return { status: 400, body: 'AADSTS50011: The redirect URI specified in the request does not match.' };
    const code = randomUUID();
    codes.set(code, { as: entra.signedInAs ?? query.get('login_hint')!, challenge: query.get('code_challenge')!, redirectUri });
    return { status: 302, headers: { location: `${redirectUri}?${new URLSearchParams({ code, state: query.get('state')!, session_state: randomUUID() })}` } };
  }

  // The same page, "Redeem a code for an access token" and "Refresh the access token"; learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow.
  function giveToken(asked: Asked): Answered {
    requireQuery(asked, []);
    requireHeader(asked, 'content-type', 'application/x-www-form-urlencoded');
    requireOnlyHeaders(asked, ['content-type', 'accept']);
    const form = new URLSearchParams(asked.body);
    const grant = form.get('grant_type') ?? '';
    const isPersons = grant !== 'client_credentials';
    const names = formNames[grant];
    if (names === undefined || [...form.keys()].sort().join() !== names || form.get('scope') !== (isPersons ? personScope() : applicationScope())) throw new Undocumented(`token: ${[...form.keys()].join()} ${form.get('scope')}`);
    if (asked.path[0] !== tenant || form.get('client_id') !== clientId || form.get('client_secret') !== secret) return json(401, { error: 'invalid_client', error_description: 'AADSTS7000215: Invalid client secret provided.' });
    if (!isPersons) return give({ as: null });
    const as = grant === 'authorization_code' ? redeem(form) : refresh(form.get('refresh_token')!);
    return as === null ? json(400, { error: 'invalid_grant', error_description: 'AADSTS70000: Provided grant is invalid or malformed.' }) : give({ as });
  }

  function redeem(form: URLSearchParams): string | null {
    const begun = codes.get(form.get('code')!);
    codes.delete(form.get('code')!);
    return begun && begun.redirectUri === form.get('redirect_uri') && begun.challenge === createHash('sha256').update(form.get('code_verifier')!).digest('base64url') ? begun.as : null;
  }

  /** A refresh token is replaced with each use. That the old one ends then is stricter than the documentation promises. */
  function refresh(token: string): string | null {
    if (used.has(token)) entra.reused.push(token);
    const as = entra.refreshTokens.get(token) ?? null;
    entra.refreshTokens.delete(token);
    used.add(token);
    return as;
  }

  function give({ as }: { as: string | null }): Answered {
    const [token, refreshToken] = [randomUUID(), `refresh-${randomUUID()}`];
    tokens.set(token, { as });
    if (as !== null) entra.refreshTokens.set(refreshToken, as);
    return json(200, { token_type: 'Bearer', expires_in: 3599, access_token: token, ...(as !== null && { scope: personScope(), refresh_token: refreshToken }) });
  }
  return entra;
}

const formNames: Readonly<Record<string, string>> = {
  client_credentials: 'client_id,client_secret,grant_type,scope',
  authorization_code: 'client_id,client_secret,code,code_verifier,grant_type,redirect_uri,scope',
  refresh_token: 'client_id,client_secret,grant_type,refresh_token,scope',
};
