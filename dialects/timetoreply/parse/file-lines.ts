import { fileText } from '#core/kernel/index.ts';
import { InvalidInput } from '#http/index.ts';

/** The lines of a file that was brought as `field`, which must be text. */
export function fileLines(field: string, bytes: Uint8Array): string[] {
  const text = fileText(bytes);
  if (text === null) throw new InvalidInput([{ field, problem: 'must be a text file in UTF-8 or UTF-16' }]);
  return text.split(/\r\n|\r|\n/);
}
