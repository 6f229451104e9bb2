/** Text that someone hopes is pasted into a statement, a template, a path or a header. */
export const hostileTexts: readonly string[] = [
  "'", "''", '"', '\\', '\\\'', "' OR '1'='1", "') OR 1=1 --", "'; DROP TABLE messages; --", "'; SELECT pg_sleep(5) --", "' || pg_sleep(5) || '", '1; SELECT pg_sleep(5)', '$$; SELECT 1; $$', '$1', '%', '_', '%_%\\',
  '/* x */', "x' UNION SELECT secret FROM tokens --", '{"$ne":null}', '[]', '{}', 'null', 'true', '-1', '0', '1e309', 'NaN', '9223372036854775808', '-9223372036854775809', '99999999999999999999999999', '0x10', '1.5', '٣',
  '../../../../etc/passwd', 'file:///etc/passwd', '<script>alert(1)</script>', '{{7*7}}', '${7*7}', 'a\r\nset-cookie: x=1', '\u2028', '\u202e', '\ufeff', '\u0301'.repeat(50), '𝒜'.repeat(50), 'İ'.repeat(40), 'ﬁ', 'constructor', '__proto__', 'toString',
];

/** Far over every limit of length, below that of a URL. */
export const longText = 'x'.repeat(2_000);

/** Of every kind that JSON has, each far from what was asked for. */
export const hostileJson: readonly unknown[] = [
  null, true, false, 0, -1, 1.5, 1e308, -1e308, 2 ** 53 + 2, 2 ** 63, '', 'x', "' OR '1'='1", [], [[]], [null], [{}], [[[1]]], {}, { $gt: 0 }, { length: 1 }, { toString: 'x' }, [true], ['1; DROP TABLE x'], [1.5], [-1], [2 ** 53], [1e308], [null, 1],
  Array.from({ length: 2_000 }, (_, at) => at), { a: { b: { c: { d: {} } } } }, 'x'.repeat(10_000),
];

/** Bodies that are no tree, or too much of one; with the content type they claim. */
export const hostileBodies: readonly (readonly [what: string, type: string, body: string | Buffer])[] = [
  ['half a map', 'application/json', '{"ids":[1'], ['a word', 'application/json', 'nope'], ['a comment', 'application/json', '{/*x*/}'], ['two values', 'application/json', '{}{}'], ['a lone comma', 'application/json', '{"ids":[,]}'], ['NaN', 'application/json', '{"ids":[NaN]}'],
  ['100,000 levels', 'application/json', '['.repeat(100_000)], ['33 levels', 'application/json', `{"ids":${'['.repeat(33)}${']'.repeat(33)}}`], ['200,000 values', 'application/json', `{"ids":[${'1,'.repeat(200_000)}1]}`], ['40,000 names', 'application/json', `{${Array.from({ length: 40_000 }, (_, at) => `"k${at}":1`).join()}}`],
  ['over a megabyte', 'application/json', `{"ids":["${'x'.repeat(1_100_000)}"]}`], ['NUL escaped', 'application/json', '{"ids":["\\u0000"]}'], ['NUL raw', 'application/json', Buffer.from('{"ids":["\0"]}')], ['lone surrogate', 'application/json', '{"ids":["\\ud800"]}'], ['overlong UTF-8', 'application/json', Buffer.from([0x22, 0xc0, 0xaf, 0x22])],
  ['UTF-16', 'application/json; charset=utf-16', Buffer.from('{"ids":[1]}', 'utf16le')], ['__proto__', 'application/json', '{"__proto__":{"ids":[1]}}'], ['constructor', 'application/json', '{"constructor":{"prototype":{"x":1}}}'], ['a name inside', 'application/json', '{"ids":[{"__proto__":1}]}'],
  ['text', 'text/plain', '{"ids":[1]}'], ['XML', 'application/xml', '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'], ['multipart', 'multipart/form-data; boundary=x', '--x\r\n\r\n1\r\n--x--'], ['no type', '', '{"ids":[1]}'], ['a broken type', ';;;', '{"ids":[1]}'],
  ['a form with NUL', 'application/x-www-form-urlencoded', 'ids[]=%00'], ['a form with half an escape', 'application/x-www-form-urlencoded', 'ids[]=%e'], ['a form with 2,000 names', 'application/x-www-form-urlencoded', Array.from({ length: 2_000 }, (_, at) => `k${at}=1`).join('&')],
  ['a form that goes deep', 'application/x-www-form-urlencoded', 'ids[a][b][c][d][e][f]=1'], ['a form with __proto__', 'application/x-www-form-urlencoded', '__proto__[ids]=1'], ['a form in two ways', 'application/x-www-form-urlencoded', 'ids=1&ids[]=2'], ['a far position', 'application/x-www-form-urlencoded', 'ids[999999999]=1'],
];

/** Query strings that are no tree, as they go over the wire. */
export const hostileQueries: readonly string[] = [
  '%', '%zz=1', 'a=%00', '%00=1', 'a=%ED%A0%80', 'a=%C0%AF', 'a[b=1', 'a]b[=1', '=1', '__proto__=1', '__proto__[x]=1', 'a[constructor][prototype]=1', 'a=1&a[]=2', 'a[]=1&a[x]=2', 'a[b][c][d][e][f]=1', 'label[999999999]=x', Array.from({ length: 1_001 }, (_, at) => `k${at}=1`).join('&'),
];

/** Paths below a prefix that are none. */
export const hostilePaths: readonly string[] = [
  '%', '%zz', '%00', 'x%00y', '..%2f..%2fetc%2fpasswd', '..;/x', '%c0%ae%c0%ae/', "'%20OR%201=1", 'x'.repeat(6_000), 'x/'.repeat(500), '%ff', '%e2%80%a8', '{id}', '*', '%0d%0aset-cookie:%20x=1',
];
