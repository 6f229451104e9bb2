interface Said { readonly key: string; readonly values: Readonly<Record<string, string | number>> }

/** Sentences that the server tells by their keys, in the person's language; where one of them is not known, or none was told, the server's words. */
export function saidText(said: readonly Said[] | Said | null | undefined, text: string, sentences: Readonly<Record<string, string>>): string {
  const all = said === null || said === undefined ? [] : Array.isArray(said) ? said as readonly Said[] : [said as Said];
  if (all.length === 0 || !all.every(({ key }) => sentences[key] !== undefined)) return text;
  return all.map(({ key, values }) => sentences[key]!.replaceAll(/\{(\w+)\}/g, (gap, name: string) => String(values[name] ?? gap))).join(' ');
}
