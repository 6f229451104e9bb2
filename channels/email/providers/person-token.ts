import { forgetOauthToken, oauthToken, type OauthSecret } from '../imap/oauth-token.ts';
import type { DirectoryKey, MailboxKey, PersonSignIn } from './mail-provider.ts';
import { parseMap } from './read-json.ts';
import type { ServiceClient, TokenSource } from './service-client.ts';

/** What a mailbox whose owner consented keeps: the refresh token alone. The rest is the company's, and may change without anybody's consent. */
export interface PersonSecret { readonly refreshToken: string }

export const writePersonSecret = ({ refreshToken }: PersonSecret): string => JSON.stringify({ refreshToken });

/** learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow: a company's token endpoint. */
export function tokenEndpoint({ urls }: ServiceClient, { settings }: Pick<DirectoryKey, 'settings'>): string {
  return `${urls.entra}/${encodeURIComponent(settings['tenant'] ?? '')}/oauth2/v2.0/token`;
}

/** Access tokens in the name of the person who consented. A refresh token that the service replaces is kept in the place of the one before, which one process at a time uses (imap/oauth-token). */
export function personToken(client: ServiceClient, { secret, directory, keeper, scope, signIn }: { readonly secret: string; readonly directory: DirectoryKey; readonly keeper: MailboxKey['keeper']; /** Absent: the service wants none named again. */ readonly scope?: string; readonly signIn?: PersonSignIn }): TokenSource {
  const whole = (own: string): string => JSON.stringify({
    tokenEndpoint: signIn?.token(client) ?? tokenEndpoint(client, directory), clientId: directory.settings['clientId'] ?? '', clientSecret: directory.secret, refreshToken: refreshTokenOf(own), ...(scope !== undefined && { scope }),
  } satisfies OauthSecret);
  const own = (text: string): string => writePersonSecret({ refreshToken: refreshTokenOf(text) });
  const kept = keeper && {
    inTurn: <T>(work: (stored: string | null) => Promise<T>) => keeper.inTurn((stored) => work(stored === null ? null : whole(stored))),
    store: (from: string, to: string) => keeper.store(own(from), own(to)),
  };
  return async ({ isRefused }) => {
    if (isRefused) forgetOauthToken(whole(secret));
    return oauthToken(whole(secret), client.outbound, client.nowMs(), kept);
  };
}

function refreshTokenOf(text: string): string {
  const token = parseMap(text)?.['refreshToken'];
  return typeof token === 'string' ? token : '';
}
