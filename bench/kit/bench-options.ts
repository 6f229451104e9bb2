import { parseArgs } from 'node:util';

export interface BenchOptions {
  /** Small enough for CI: seconds, not minutes. */
  readonly isShort: boolean;
  /** Machine-readable lines on stdout; everything else goes to stderr. */
  readonly isJson: boolean;
  readonly scale: number;
  readonly paths: readonly string[];
  /** Where the database lies that is kept from run to run; measurements of a large volume understand it. */
  readonly keptIn: string | undefined;
}

/** What every measurement understands: --short, --json, --scale N, paths. */
export function benchOptions(args: readonly string[] = process.argv.slice(2)): BenchOptions {
  const { values, positionals } = parseArgs({
    args: [...args], allowPositionals: true,
    options: { short: { type: 'boolean', default: false }, json: { type: 'boolean', default: false }, scale: { type: 'string' }, keep: { type: 'string' } },
  });
  const scale = Number(values.scale ?? (values.short ? 0.02 : 1));
  if (!(scale > 0 && scale <= 1)) throw new RangeError('--scale is a number over 0, up to 1');
  return { isShort: values.short, isJson: values.json, scale, paths: positionals, keptIn: values.keep };
}
