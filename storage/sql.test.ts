import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allOf, anyOf, compileSql, sql } from './sql.ts';

test('every value is a parameter, numbered as it stands, also in pieces within pieces', () => {
  const piece = sql`b = ${2} AND (${sql`c = ${3}`} OR ${sql`d`})`;
  assert.deepEqual(compileSql(sql`SELECT ${1}, ${piece} FROM t WHERE ${piece}${sql``} LIMIT ${4}`), {
    text: 'SELECT $1, b = $2 AND (c = $3 OR d) FROM t WHERE b = $4 AND (c = $5 OR d) LIMIT $6', values: [1, 2, 3, 2, 3, 4],
  });
  assert.deepEqual(compileSql(sql``), { text: '', values: [] });
  const values = [null, undefined, ["'", 1], { a: 1 }, "'; DROP TABLE t --", Buffer.from('x'), new Date(0), 1n, () => 1];
  assert.deepEqual(compileSql(sql`${values[0]}${values[1]}${values[2]}${values[3]}${values[4]}${values[5]}${values[6]}${values[7]}${values[8]}`), { text: '$1$2$3$4$5$6$7$8$9', values });
});

test('what only looks like a piece is a value', () => {
  for (const value of [{ text: 'x', values: [] }, { sql: 'x' }, { toOperationNode: () => ({ kind: 'RawNode' }) }, Object.create(Object.getPrototypeOf(sql`x`) as object) as unknown]) {
    let compiled: { text: string; values: unknown[] } | undefined;
    try {
      compiled = compileSql(sql`${value}`);
    } catch (error) {
      assert.ok(error instanceof TypeError); // its state is private: nothing of it gets anywhere
      continue;
    }
    assert.deepEqual(compiled, { text: '$1', values: [value] });
  }
});

test('pieces are joined by a comma or by what is given; none is nothing', () => {
  assert.deepEqual(compileSql(sql`(${sql.join([1, sql`now()`, 'x'])})`), { text: '($1, now(), $2)', values: [1, 'x'] });
  assert.deepEqual(compileSql(sql.join([sql`a = ${1}`, sql`b = ${2}`], sql` OR ${0} OR `)), { text: 'a = $1 OR $2 OR b = $3', values: [1, 0, 2] });
  assert.deepEqual(compileSql(sql.join([])), { text: '', values: [] });
  assert.deepEqual([compileSql(allOf([])).text, compileSql(anyOf([])).text, compileSql(allOf([sql`a`, sql`b`])).text, compileSql(anyOf([sql`a`, sql`b`])).text], ['true', 'false', '(a AND b)', '(a OR b)']);
});

test('names and literals cannot break out of their quotes', () => {
  assert.equal(compileSql(sql`${sql.ref('a.b')} ${sql.ref('x"; DROP')} ${sql.table('t')}`).text, '"a"."b" "x""; DROP" "t"');
  assert.equal(compileSql(sql`${sql.lit("o'clock")} ${sql.lit(-1)} ${sql.lit(true)} ${sql.lit(null)}`).text, "'o''clock' -1 true null");
  assert.throws(() => sql.lit(NaN));
  assert.equal(compileSql(sql`${sql.raw('SELECT 1')}`).text, 'SELECT 1');
});
