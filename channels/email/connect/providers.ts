import { sayOfMail, type ConnectionSecurity, type MailSentence } from '#core/channels/index.ts';

export interface Server { readonly host: string; readonly port: number; readonly security: ConnectionSecurity }

/** A mail provider: where its servers are, and what has to be done before the first sign-in. */
export interface Provider {
  readonly name: string;
  readonly domains: readonly string[];
  /** Ends of the names of its MX hosts: domains of customers live there. */
  readonly exchanges: readonly string[];
  readonly imap: Server | null;
  readonly smtp: Server | null;
  readonly advice: readonly MailSentence[];
  readonly needsOauth: boolean;
  /** How its servers name themselves in Authentication-Results; what others write there under that name they take out. */
  readonly authServers?: readonly string[];
}

const tls = (host: string, port: number): Server => ({ host, port, security: 'tls' });
const starttls = (host: string, port: number): Server => ({ host, port, security: 'starttls' });
const plain = { exchanges: [] as string[], advice: [] as MailSentence[], needsOauth: false };
const appPassword = (provider: string, where: string): MailSentence => sayOfMail('app-password', { provider, where });
const switchOn = (provider: string, where: string): MailSentence => sayOfMail('switch-imap-on', { provider, where });

/** Servers and rules as the providers publish them in their help pages. */
export const providers: readonly Provider[] = [
  {
    name: 'Google', domains: ['gmail.com', 'googlemail.com'], exchanges: ['.google.com', '.googlemail.com'], imap: tls('imap.gmail.com', 993), smtp: tls('smtp.gmail.com', 465),
    advice: [appPassword('Google', 'myaccount.google.com/apppasswords'), sayOfMail('google-two-steps')], needsOauth: false,
    authServers: ['mx.google.com'],
  },
  {
    name: 'Microsoft', domains: ['outlook.com', 'hotmail.com', 'live.com', 'msn.com', 'outlook.de', 'hotmail.de', 'live.de'], exchanges: ['.mail.protection.outlook.com', '.olc.protection.outlook.com'],
    imap: tls('outlook.office365.com', 993), smtp: starttls('smtp.office365.com', 587),
    advice: [sayOfMail('microsoft-oauth')], needsOauth: true,
  },
  {
    name: 'Apple', domains: ['icloud.com', 'me.com', 'mac.com'], exchanges: ['.mail.icloud.com'], imap: tls('imap.mail.me.com', 993), smtp: starttls('smtp.mail.me.com', 587),
    advice: [appPassword('Apple', 'account.apple.com, Sign-In and Security, App-Specific Passwords')], needsOauth: false,
  },
  {
    name: 'Yahoo', domains: ['yahoo.com', 'yahoo.de', 'yahoo.co.uk', 'yahoo.fr', 'ymail.com'], exchanges: ['.yahoodns.net'], imap: tls('imap.mail.yahoo.com', 993), smtp: tls('smtp.mail.yahoo.com', 465),
    advice: [appPassword('Yahoo', 'login.yahoo.com/account/security, Generate app password')], needsOauth: false,
  },
  { ...plain, name: 'AOL', domains: ['aol.com'], imap: tls('imap.aol.com', 993), smtp: tls('smtp.aol.com', 465), advice: [appPassword('AOL', 'login.aol.com/account/security')] },
  {
    name: 'Fastmail', domains: ['fastmail.com', 'fastmail.fm'], exchanges: ['.messagingengine.com'], imap: tls('imap.fastmail.com', 993), smtp: tls('smtp.fastmail.com', 465),
    advice: [appPassword('Fastmail', 'Settings, Privacy & Security, App passwords')], needsOauth: false,
  },
  {
    name: 'Zoho', domains: ['zoho.com', 'zohomail.com'], exchanges: ['.zoho.com'], imap: tls('imap.zoho.com', 993), smtp: tls('smtp.zoho.com', 465),
    advice: [switchOn('Zoho', 'Settings, Mail Accounts, IMAP'), sayOfMail('two-factor-app-password')], needsOauth: false,
  },
  { ...plain, name: 'GMX', domains: ['gmx.de', 'gmx.net', 'gmx.at', 'gmx.ch'], imap: tls('imap.gmx.net', 993), smtp: tls('mail.gmx.net', 465), advice: [switchOn('GMX', 'E-Mail, Einstellungen, POP3/IMAP Abruf')] },
  { ...plain, name: 'GMX', domains: ['gmx.com', 'gmx.us', 'gmx.co.uk'], imap: tls('imap.gmx.com', 993), smtp: tls('mail.gmx.com', 465), advice: [switchOn('GMX', 'Settings, POP3 & IMAP')] },
  { ...plain, name: 'WEB.DE', domains: ['web.de'], imap: tls('imap.web.de', 993), smtp: tls('smtp.web.de', 465), advice: [switchOn('WEB.DE', 'E-Mail, Einstellungen, POP3/IMAP Abruf')] },
  { ...plain, name: 'Telekom', domains: ['t-online.de', 'magenta.de'], imap: tls('secureimap.t-online.de', 993), smtp: tls('securesmtp.t-online.de', 465), advice: [sayOfMail('telekom-password')] },
  { ...plain, name: 'IONOS', domains: [], exchanges: ['.ionos.de', '.kundenserver.de', '.ionos.com', '.1and1.com'], imap: tls('imap.ionos.de', 993), smtp: tls('smtp.ionos.de', 465) },
  { ...plain, name: 'OVH', domains: [], exchanges: ['.ovh.net', '.ovh.ca'], imap: tls('ssl0.ovh.net', 993), smtp: tls('ssl0.ovh.net', 465) },
  { ...plain, name: 'mailbox.org', domains: ['mailbox.org'], exchanges: ['.mailbox.org'], imap: tls('imap.mailbox.org', 993), smtp: tls('smtp.mailbox.org', 465) },
  { ...plain, name: 'Posteo', domains: ['posteo.de', 'posteo.net'], imap: tls('posteo.de', 993), smtp: tls('posteo.de', 465) },
  { ...plain, name: 'Yandex', domains: ['yandex.com', 'yandex.ru', 'ya.ru'], exchanges: ['.yandex.net', '.yandex.ru'], imap: tls('imap.yandex.com', 993), smtp: tls('smtp.yandex.com', 465), advice: [appPassword('Yandex', 'id.yandex.com, App passwords, Mail')] },
  {
    ...plain, name: 'Proton', domains: ['proton.me', 'protonmail.com', 'pm.me'], exchanges: ['.protonmail.ch'], imap: null, smtp: null,
    advice: [sayOfMail('proton-bridge')],
  },
];

export function providerOfDomain(domain: string): Provider | null {
  return providers.find(({ domains }) => domains.includes(domain)) ?? null;
}

export function providerOfExchange(exchange: string): Provider | null {
  const host = `.${exchange.toLowerCase().replace(/\.$/, '')}`;
  return providers.find(({ exchanges }) => exchanges.some((end) => host.endsWith(end))) ?? null;
}

/** Names of servers whose Authentication-Results count in a mailbox on this host: known of the provider, not learned from mail. */
export function trustedServersOf(imapHost: string): readonly string[] {
  return providers.find(({ imap }) => imap?.host === imapHost.toLowerCase())?.authServers ?? [];
}
