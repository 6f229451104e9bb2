import type { ListedCommand } from './command-list.ts';

/** What `patchbay --help` prints. */
export function generalHelp(commands: readonly ListedCommand[], version: string): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  return [
    `Patchbay ${version}: one self-hosted server for all the ways customers reach a company.`,
    '',
    'patchbay COMMAND [options]',
    '',
    ...commands.map(({ name, summary }) => `  ${name.padEnd(width)}   ${summary}`),
    '',
    '  --help        this page; after a command, its own (also: patchbay help COMMAND)',
    '  --version     the version',
    '  --json        after any command: its result as JSON on standard output, everything else on standard error',
    '',
    'Commands work whether the server runs or not. Exit codes: 0 done, 1 failed, 2 the call makes no sense, 3 done with exceptions.',
    'Settings are environment variables: docs/settings.md. The server listens on http://127.0.0.1:3000 unless PORT and HOST say otherwise.',
  ].join('\n');
}
