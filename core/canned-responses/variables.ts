import { invalid } from '#core/kernel/index.ts';

/** What may stand in `{{ }}` in a text. `contact.*` and `conversation.subject` are a customer's own words. */
export const textVariables = [
  'contact.name', 'contact.first-name', 'contact.last-name', 'contact.email', 'contact.phone', 'conversation.id', 'conversation.subject', 'agent.name', 'agent.first-name', 'channel.name', 'account.name',
] as const;
export type TextVariable = (typeof textVariables)[number];
export type TextValues = Readonly<Record<TextVariable, string>>;

/** Those that nobody outside fills: all that may stand in what goes out by itself. */
export const automaticVariables: readonly TextVariable[] = ['conversation.id', 'channel.name', 'account.name'];

const place = /\{\{([^{}]{0,100})\}\}/g;

/** As other programs call them. */
const aliases: Readonly<Record<string, TextVariable>> = { 'inbox.name': 'channel.name', 'conversation.display-id': 'conversation.id' };

/** Names of our own, and as other programs write them. */
function nameOf(inside: string): TextVariable | null {
  const said = inside.trim().toLowerCase().replaceAll('_', '-');
  const name = Object.hasOwn(aliases, said) ? aliases[said]! : said;
  return (textVariables as readonly string[]).includes(name) ? name as TextVariable : null;
}

/** `invalid` for a variable that there is not, or that may not stand in what goes out by itself. */
export function checkVariables(text: string, field: string, use: 'automatic' | 'person' = 'person'): void {
  for (const [whole, inside = ''] of text.matchAll(place)) {
    const name = nameOf(inside);
    if (name === null) throw invalid(field, `holds ${whole}: there is no such variable; there are ${textVariables.join(', ')}`, 'variable-unknown', { variable: inside.trim().slice(0, 60) });
    if (use === 'automatic' && !automaticVariables.includes(name)) throw invalid(field, `holds ${whole}: what goes out by itself must not repeat what a stranger wrote`, 'variable-not-automatic', { variable: name });
  }
}

/** The text with its variables filled. No code, no nesting: what a value holds is text, whatever it looks like. Unknown ones stay as they are. */
export function fillVariables(text: string, values: TextValues, escape: (value: string) => string = (value) => value): string {
  return text.replace(place, (whole, inside: string) => {
    const name = nameOf(inside);
    return name === null ? whole : escape(values[name]);
  });
}

export function firstName(name: string): string {
  return name.trim().split(/\s+/)[0] ?? '';
}

/** Of a name of one word there is none. */
export function lastName(name: string): string {
  return name.trim().split(/\s+/).slice(1).at(-1) ?? '';
}
