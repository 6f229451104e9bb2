import { usage, type CommandContext } from './command.ts';

export const passwordOptions = { password: { type: 'string' }, 'password-stdin': { type: 'boolean' } } as const;

const bytesMax = 10_000;

/** The password of --password, or the first line of stdin for --password-stdin; null where neither is given. */
export async function passwordOption(
  context: CommandContext, values: { password?: string | undefined; 'password-stdin'?: boolean | undefined }, command: string,
): Promise<string | null> {
  if (!values['password-stdin']) return values.password ?? null;
  if (values.password !== undefined) throw usage(command, 'Give --password or --password-stdin, not both.');
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of context.stdin) {
    const bytes = Buffer.from(chunk);
    chunks.push(bytes);
    length += bytes.length;
    if (bytes.includes(10) || length > bytesMax) break;
  }
  const line = Buffer.concat(chunks).toString('utf8').split('\n')[0]!.replace(/\r$/, '');
  if (line === '') throw usage(command, '--password-stdin: there is nothing on stdin.');
  return line;
}
