/** Reads the top-level scalars of the one kind of YAML that the Zammad corpus has. */
export function readSimpleYaml(text: string): Map<string, string> {
  const out = new Map<string, string>();
  const lines = text.split('\n');
  for (let i = 0; i < lines.length; i++) {
    const match = /^([a-z_]+):(?: (.*))?$/.exec(lines[i] ?? '');
    if (!match) continue;
    const more: string[] = [];
    for (let next = lines[i + 1]; next !== undefined && (next.startsWith(' ') || next === ''); next = lines[i + 1]) {
      more.push(next);
      i++;
    }
    out.set(match[1] ?? '', scalar(match[2] ?? '', more));
  }
  return out;
}

function scalar(first: string, more: string[]): string {
  if (/^\|[-+]?\d?$/.test(first)) return more.map((line) => line.slice(2)).join('\n');
  if (first.startsWith('"')) return doubleQuoted([first, ...more.map((line) => line.trimStart())].join('\n'));
  const folded = fold([first, ...more].map((line) => line.trim()).join('\n'));
  return folded.startsWith("'") ? folded.replace(/^'|'\s*$/g, '').replaceAll("''", "'") : folded;
}

function fold(text: string): string {
  return text.replace(/\n+/g, (feeds) => (feeds.length === 1 ? ' ' : '\n'.repeat(feeds.length - 1)));
}

function doubleQuoted(text: string): string {
  const inner = /^"((?:[^"\\]|\\[^])*)"/.exec(fold(text.replace(/\\\n\\?/g, '')))?.[1] ?? '';
  const escapes: Record<string, string> = { n: '\n', t: '\t', r: '\r', e: '\u001b' };
  return inner.replace(/\\(x..|u....|[^])/g, (_all, code: string) =>
    code.length > 1 ? String.fromCharCode(Number.parseInt(code.slice(1), 16)) : (escapes[code] ?? code),
  );
}
