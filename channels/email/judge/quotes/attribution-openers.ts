/**
 * Words with which a reply heading begins, lower case, each followed by a date: "On Mon, ...", "Am 3. Mai ...". The
 * languages are those of wrote-words.ts. `at` and `quoting` are old mail readers.
 */
export const attributionOpeners: readonly string[] = [
  'on', 'at', 'in', 'quoting', 'am', 'vom', 'le', 'el', 'em', 'a', 'il', 'il giorno', 'in data', 'op', 'den', 'på', 'dne', 'dňa', 'dnia', 'w dniu',
  'w', 'pe', 'pada', 'la', 'în', 'v', 'dana', 'ngày', 'vào', 'στις', 'τη', 'την', 'το', 'в', 'на', 'от', 'tarihinde', 'kl', 'ב', 'בתאריך',
  'في', 'در', '在', '於', '于', 'mnamo', 'ar', 'kuupäeval', 'a data', 'no dia', 'el dia', 'el día', 'o', 'u',
];
