import { safeFileName } from '#core/kernel/index.ts';

/** Names of files that can lie in one folder of any system: safe, and different without case. The second `a.pdf` is `a (2).pdf`. */
export function uniqueNames(names: readonly (string | null)[]): string[] {
  const taken = new Set<string>();
  return names.map((given) => {
    const name = safeFileName(given) ?? 'file';
    const at = name.lastIndexOf('.');
    const [stem, extension] = at > 0 ? [name.slice(0, at), name.slice(at)] : [name, ''];
    let unique = name;
    for (let number = 2; taken.has(keyOf(unique)); number += 1) unique = `${stem} (${number})${extension}`;
    taken.add(keyOf(unique));
    return unique;
  });
}

function keyOf(name: string): string {
  return name.normalize('NFC').toLowerCase();
}
