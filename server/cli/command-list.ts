import type { Command } from './command.ts';

export interface ListedCommand {
  readonly name: string;
  readonly summary: string;
  readonly load: () => Promise<Command>;
}

/** Every word of the command line, in the order of `--help`. Loaded when it is called: `--help` must not load the server. */
export const commandList: readonly ListedCommand[] = [
  { name: 'serve', summary: 'run the server', load: async () => (await import('./serve.ts')).command },
  { name: 'setup', summary: 'make an account and its administrator without a browser', load: async () => (await import('./setup.ts')).command },
  { name: 'import', summary: 'read mail from files into a channel', load: async () => (await import('./import.ts')).command },
  { name: 'export', summary: 'write messages or conversations as JSON lines', load: async () => (await import('./export.ts')).command },
  { name: 'channel', summary: 'connect, list, test and disable mailboxes', load: async () => (await import('./channel.ts')).command },
  { name: 'quarantine', summary: 'list, show, save and retry mails that could not be read', load: async () => (await import('./quarantine.ts')).command },
  { name: 'outbox', summary: 'list, retry and take back mail that has not arrived', load: async () => (await import('./outbox.ts')).command },
  { name: 'deals', summary: 'read deals from a CSV file', load: async () => (await import('./deals.ts')).command },
  { name: 'calendar', summary: 'set or show the opening hours of an account', load: async () => (await import('./calendar.ts')).command },
  { name: 'business-time', summary: 'count business time of rows on standard input', load: async () => (await import('./business-time.ts')).command },
  { name: 'facts', summary: 'compute the figures of reply times anew', load: async () => (await import('./facts.ts')).command },
  { name: 'simulate', summary: 'play a day of calls and chats', load: async () => (await import('./simulate.ts')).command },
  { name: 'token', summary: 'create, list and revoke API tokens', load: async () => (await import('./token.ts')).command },
  { name: 'platform-app', summary: 'create, list and revoke programs that run accounts from outside', load: async () => (await import('./platform-app.ts')).command },
  { name: 'user', summary: 'create, list, disable and enable users, reset passwords and second factors', load: async () => (await import('./user.ts')).command },
  { name: 'account', summary: 'delete an account for good, undo that, and list what was erased', load: async () => (await import('./account.ts')).command },
  { name: 'build', summary: 'build the pages before the first start', load: async () => (await import('./build.ts')).command },
  { name: 'doctor', summary: 'check this installation and say what to do', load: async () => (await import('./doctor.ts')).command },
  { name: 'backup', summary: 'write everything into one file', load: async () => (await import('./backup.ts')).command },
  { name: 'restore', summary: 'bring a backup back, into an empty place', load: async () => (await import('./restore.ts')).command },
];
