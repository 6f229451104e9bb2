/**
 * What no answer may hold, whoever asks: statements, what the database says when it fails, stack traces, paths of this machine, the names
 * of roles and tables.
 */
const signs: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['SQL', /\b(?:SELECT|INSERT INTO|UPDATE|DELETE FROM)\b[^"<]{1,200}\b(?:FROM|VALUES|SET|WHERE)\b/],
  ['a message of the database', /syntax error at|violates (?:foreign|unique|check|not-null|row-level)|duplicate key value|invalid input syntax|(?:relation|column|function) \S+ does not exist|out of range for type|canceling statement|current transaction is aborted|invalid byte sequence/i],
  ['the database\'s names', /patchbay_app|patchbay_definer|\bpg_[a-z]+\b|account_id = |token_hash|password_hash|conversation_facts|setting_versions/],
  ['a stack trace', /\bat (?:async )?[\w.<>]+ \((?:file:|node:|\/)|\.ts:\d+|node:internal|TypeError|RangeError|ReferenceError|Cannot read propert/],
  ['a path', /node_modules|file:\/\/|(?:^|[\s"'(])\/(?:home|work|root|tmp|usr|var|etc|opt)\//],
  ['a framework\'s code', /FST_ERR|ERR_[A-Z]{3,}|ECONN[A-Z]+/],
];

/** Signs found in a body, that of the question left out (a page link repeats the question). */
export function leakSigns(body: string): string[] {
  return signs.flatMap(([what, pattern]) => {
    const found = pattern.exec(body);
    return found ? [`${what}: ${found[0].slice(0, 80)}`] : [];
  });
}
