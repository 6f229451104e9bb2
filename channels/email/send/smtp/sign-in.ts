import type SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { SmtpServer } from './smtp-server.ts';

/** Signs in by password, or by an access token as SASL XOAUTH2. */
export async function signIn(connection: SMTPConnection, { auth, label }: SmtpServer): Promise<void> {
  if (auth.kind === 'none') return;
  const credentials = auth.kind === 'password'
    ? { user: auth.user, pass: auth.password }
    : { method: 'XOAUTH2', oauth2: fixedToken(auth.user, auth.accessToken) };
  await new Promise<void>((resolve, reject) => {
    connection.login(credentials as unknown as Parameters<SMTPConnection['login']>[0], (error) => {
      if (!error) return resolve();
      const { response, responseCode } = error as { response?: string; responseCode?: number };
      reject(Object.assign(new Error(`${label} does not let us sign in as ${auth.user}: ${response ?? error.message}`), { command: 'AUTH', responseCode }));
    });
  });
}

/** The part of nodemailer's token generator that signing in uses, for a token that is there already. */
function fixedToken(user: string, accessToken: string): { getToken(renew: boolean, done: (error: Error | null, token?: string) => void): void; buildXOAuth2Token(token: string): string } {
  return {
    getToken: (renew, done) => { setImmediate(() => (renew ? done(new Error('the access token was refused')) : done(null, accessToken))); },
    buildXOAuth2Token: (token) => Buffer.from(`user=${user}\u0001auth=Bearer ${token}\u0001\u0001`).toString('base64'),
  };
}
