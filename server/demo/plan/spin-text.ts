import type { Random } from './seeded-random.ts';

/** What stands for `<name>` in a template. */
export type Facts = Readonly<Record<string, string>>;

/** Chooses among `{one|other}` (nesting allowed) and fills in `<facts>`; a fact that is missing is a fault of the template. */
export function spinText(template: string, facts: Facts, random: Random): string {
  let text = template;
  for (let inner = /\{([^{}]*)\}/.exec(text); inner; inner = /\{([^{}]*)\}/.exec(text)) {
    text = text.slice(0, inner.index) + random.pick(inner[1]!.split('|')) + text.slice(inner.index + inner[0].length);
  }
  return text.replace(/<([a-z]+)>/g, (_, name: string) => {
    const fact = facts[name];
    if (fact === undefined) throw new Error(`a text asks for <${name}>, which this conversation does not have`);
    return fact;
  });
}
