/**
 * SQL is written as text with parameters: sql`SELECT ... WHERE id = ${id}`. Every `${}` becomes a bound parameter;
 * pieces nest, so filters compose. There is no other way from a value into a statement.
 *
 * Our own (decision 0075): loading a query builder for its tag took a third of what every process loads. Only what was made here is a piece (`#`-private state, not a
 * shape), so that nothing that came as JSON can pass for one.
 */
export class Sql<Row = unknown> {
  /** What its rows are; only the type checker reads it. */
  declare readonly row: Row;
  /** One more than there are values: value n stands between text n and n + 1. */
  readonly #texts: readonly string[];
  readonly #values: readonly unknown[];

  constructor(texts: readonly string[], values: readonly unknown[] = []) {
    this.#texts = texts;
    this.#values = values;
  }

  /** Texts with values or pieces between them. */
  static of<Row>(fragments: readonly string[], between: readonly unknown[]): Sql<Row> {
    const texts: string[] = [];
    const values: unknown[] = [];
    let text = fragments[0] ?? '';
    for (let at = 0; at < between.length; at += 1) {
      const part = between[at];
      const after = fragments[at + 1] ?? '';
      if (part instanceof Sql) {
        for (let nth = 0; nth < part.#values.length; nth += 1) {
          texts.push(text + part.#texts[nth]!);
          values.push(part.#values[nth]);
          text = '';
        }
        text += part.#texts.at(-1)! + after;
      } else {
        texts.push(text);
        values.push(part);
        text = after;
      }
    }
    texts.push(text);
    return new Sql<Row>(texts, values);
  }

  compile(): { text: string; values: unknown[] } {
    let text = this.#texts[0]!;
    for (let at = 1; at < this.#texts.length; at += 1) text += `$${at}${this.#texts[at]!}`;
    return { text, values: [...this.#values] };
  }
}

const tag = <Row = unknown>(fragments: TemplateStringsArray, ...between: unknown[]): Sql<Row> => Sql.of<Row>(fragments, between);

/** A value in the text itself: for what is ours and few, such as column numbers, so that plans can see it. */
function literal(value: string | number | boolean | null): string {
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`;
  if (value === null) return 'null';
  if (typeof value === 'boolean' || Number.isFinite(value)) return String(value);
  throw new Error(`no literal: ${value}`);
}

/** `a.b` names b of a. */
const identifier = (name: string): string => name.split('.').map((part) => `"${part.trim().replaceAll('"', '""')}"`).join('.');

export const sql = Object.assign(tag, {
  /** Values or pieces, one after the other; a comma between them unless told otherwise. */
  join: (parts: readonly unknown[], separator: Sql = comma): Sql => Sql.of(Array.from({ length: Math.max(1, parts.length * 2) }, () => ''), parts.flatMap((part, at) => (at === 0 ? [part] : [separator, part]))),
  /** A column, or another name. */
  ref: (name: string): Sql => new Sql([identifier(name)]),
  table: (name: string): Sql => new Sql([identifier(name)]),
  lit: (value: string | number | boolean | null): Sql => new Sql([literal(value)]),
  /** Text as it is: never of anything that came from outside. */
  raw: (text: string): Sql => new Sql([text]),
});
const comma: Sql = new Sql([', ']);

/** The text with $1, $2 ... and the values, as `pg` takes them. */
export function compileSql(statement: Sql): { text: string; values: unknown[] } {
  return statement.compile();
}
/** Joins pieces, by AND unless told otherwise; no piece at all is `true`. */
export function allOf(pieces: readonly Sql[]): Sql {
  return pieces.length === 0 ? sql`true` : sql`(${sql.join([...pieces], sql` AND `)})`;
}

/** Any of the pieces; no piece at all is `false`. */
export function anyOf(pieces: readonly Sql[]): Sql {
  return pieces.length === 0 ? sql`false` : sql`(${sql.join([...pieces], sql` OR `)})`;
}
