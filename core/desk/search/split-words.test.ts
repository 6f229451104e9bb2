import assert from 'node:assert/strict';
import { test } from 'node:test';
import { foldText, makeHeadline, splitWords } from '#core/kernel/index.ts';
import { wantedWords } from './load-hits.ts';

test('case, accents and compatibility characters are folded, in any composition; letters of their own stay', () => {
  const folded: Record<string, string> = {
    'CAFÉ': 'cafe', 'cafe\u0301': 'cafe', 'Müller': 'muller', 'Straße': 'strasse', 'ÅRHUS Øre Łódź': 'arhus ore lodz', 'ﬁle №5 ｆｕｌｌ': 'file no5 full', 'İstanbul ısı': 'istanbul isi',
    'ΟΔΟΣ οδός': 'οδοσ οδοσ', 'мой ёж їжак': 'мой еж їжак', 'а\u0301': 'а', 'हिन्दी': 'हिन्दी', 'がぎ': 'がぎ', 'ｶﾞ': 'ガ', '한국어': '한국어', 'Tiếng Việt': 'tieng viet', 'ʼtis': ' tis',
  };
  for (const [text, plain] of Object.entries(folded)) assert.equal(foldText(text), plain.normalize('NFC'), text);
});

test('words are runs of letters, digits and marks; each Han and Kana character is one; nothing else is', () => {
  const split: Record<string, string[]> = {
    'bo@Example.com, AB-1234/56_x': ['bo', 'example', 'com', 'ab', '1234', '56', 'x'], '東京の天気 is fine': ['東', '京', 'の', '天', '気', 'is', 'fine'], 'A・ー': ['a', 'ー'],
    '4e9max 0x1F 95e7ffff 1e5': ['4e9max', '0x1f', '95e7ffff', '1e5'], 'a\u00adb\u200bc\u0000d\u202ae\ufefff 🙂 €5 \ud800': ['a', 'b', 'c', 'd', 'e', 'f', '5'], "it's 'a':1A & b:* \\ | !": ['it', 's', 'a', '1a', 'b'], '': [], ' \n': [],
  };
  for (const [text, words] of Object.entries(split)) assert.deepEqual(splitWords(text), words, text);
});

test('a word longer than an index holds is left out, and those around it stay', () => {
  assert.deepEqual(splitWords(`before ${'x'.repeat(1_000_000)} after`), ['before', 'after']);
  assert.deepEqual(splitWords(`${'ж'.repeat(1_001)} ${'ж'.repeat(1_000)}`).map((word) => word.length), [1_000]);
});

test('what a search finds is marked in any script, and in text without spaces, too', () => {
  for (const [text, typed, marked] of [
    ['कृपया हिन्दी में लिखें', 'हिन्दी', ['हिन्दी']], ['Ein Café, bitte', 'cafe', ['Café']], ['明日の東京の天気', '東京', ['東', '京']], ['95e7ffff came', '95e7', []], ['95e7ffff came', '95E7FFFF', ['95e7ffff']],
  ] as const) {
    const { text: shown, marks } = makeHeadline(text, wantedWords([{ text: typed, field: null, isExcluded: false, isPrefix: false }]));
    assert.deepEqual(marks.map(({ start, end }) => shown.slice(start, end)), marked, typed);
  }
});
