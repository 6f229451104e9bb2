import { parseArgs } from 'node:util';
import { readConfig } from '../config.ts';
import type { Command, CommandContext } from './command.ts';

const help = `patchbay serve [--demo]

Runs the server until Ctrl-C or SIGTERM: its own PostgreSQL, or the one DATABASE_URL names, the APIs and pages on
http://127.0.0.1:3000. While there is no account it prints a one-time link that claims the server.

  --demo     loads a business week of an invented company into an account of its own, once
  PORT=N     another port; HOST=0.0.0.0 listens on all networks. All settings: docs/settings.md

Stopping finishes the requests under way and takes ten seconds at most. Exit code 0 after a signal, 1 where it could not start.`;

export const command: Command = { name: 'serve', summary: 'run the server', help, run };

async function run(context: CommandContext): Promise<number> {
  const { values } = parseArgs({ args: [...context.args], options: { demo: { type: 'boolean' } } });
  const { runServer } = await import('../main.ts');
  return runServer({ config: readConfig(context.env), isDemo: values.demo ?? false });
}
