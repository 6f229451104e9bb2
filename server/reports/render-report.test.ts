import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { readSheet } from 'read-excel-file/node';
import { csvText } from './render-csv.ts';
import { renderReport } from './render-report.ts';
import { hostileTexts, sampleDocument } from './testing/sample-document.ts';

const dir = mkdtempSync(join(tmpdir(), 'reports-'));
after(() => rmSync(dir, { recursive: true, force: true }));

const withoutPoppler = spawnSync('pdftotext', ['-v']).error ? 'pdftotext (poppler-utils) is not installed' : false;

function textOf(pdf: Buffer): string[] {
  const path = join(dir, 'report.pdf');
  writeFileSync(path, pdf);
  return execFileSync('pdftotext', ['-layout', path, '-']).toString().split('\f').slice(0, -1);
}

test('a PDF holds what the report says, on numbered pages, with the head of a long table on each', { skip: withoutPoppler }, async () => {
  const report = sampleDocument({ lines: 120 });
  const pages = textOf(await renderReport(report, 'pdf'));
  assert.ok(pages.length >= 3, String(pages.length));
  for (const [at, page] of pages.entries()) assert.match(page, new RegExp(`Page ${at + 1} of ${pages.length}`));
  const [first] = pages;
  for (const text of ['Weekly overview', 'Europe/Berlin', 'First reply', '1 h 5 min', 'Jürgen Groß', 'Дмитрий Ковалёв', 'Ελένη']) assert.ok(pages.join('\n').includes(text), text);
  assert.ok(first!.includes('Complete until'));
  for (const text of ['Sun, 29 Mar 2026', 'Mon, 30 Mar 2026', 'February 2026']) assert.ok(pages.join('\n').includes(text), text);
  assert.doesNotMatch(pages.join('\n'), /\d{4}-\d{2}/, 'no day stands as programs write it');
  assert.equal(pages.filter((page) => page.includes('Person') && page.includes('Received')).length >= 3, true, 'the head is repeated');
  for (let line = 1; line <= 120; line += 1) assert.ok(pages.some((page) => page.includes(`Line ${line} `) || page.includes(`Line ${line}\n`)), `line ${line}`);
  // Letters of Arabic are shaped and set from the right; a reader gives them back in the order in which they are read.
  const letters = pages.join('').normalize('NFKC');
  assert.ok(/[\u0621-\u064a]{3,}/.test(letters), 'Arabic letters are there');
});

test('a PDF in German has its days in German', { skip: withoutPoppler }, async () => {
  const text = textOf(await renderReport({ ...sampleDocument({ lines: 1 }), language: 'de' }, 'pdf')).join('\n');
  for (const day of ['So., 29. März 2026', 'Februar 2026']) assert.ok(text.includes(day), day);
});

test('an XLSX read by an independent reader has real numbers and dates, and text that is no formula', async () => {
  const report = sampleDocument({ lines: 3 });
  const bytes = await renderReport(report, 'xlsx');
  const table = await readSheet(bytes, 2);
  assert.deepEqual(table[0], ['Person', 'Received', 'First reply', 'In goal', 'At']);
  const [name, received, span, share, at] = table[1]!;
  assert.ok(span instanceof Date); // a number with a format of time: the reader counts it from Excel's first day
  assert.deepEqual([name, received, Math.round((span.getTime() - Date.UTC(1899, 11, 30)) / 1_000), share], ['Line 1', 1, 61, 0.5]);
  assert.ok(at instanceof Date);
  assert.equal(new Date(Math.round(at.getTime() / 1_000) * 1_000).toISOString(), '2026-03-29T03:30:00.000Z', 'the wall clock of the zone, after the change');
  const days = (await readSheet(bytes, 4)).slice(1).map(([day]) => (day instanceof Date ? day.toISOString() : day));
  assert.deepEqual(days, ['2026-03-29T00:00:00.000Z', '2026-03-30T00:00:00.000Z', '2026-02-01T00:00:00.000Z', 'Total']);
  const texts = (await readSheet(bytes, 3)).slice(1, -1).map(([cell]) => String(cell).replaceAll('\ufffd', '').trim()); // between the head and the note
  assert.deepEqual(texts, hostileTexts.map((text) => text.toWellFormed().replaceAll('\u0000', ' ').replaceAll('\ufffd', '').trim()));
  const first = (await readSheet(bytes, 1)).flat().filter((cell) => cell !== null);
  for (const text of ['Weekly overview', 'Europe/Berlin', 'Complete until']) assert.ok(first.includes(text), text);
});

test('a CSV is what Excel opens: a mark, CRLF, the separator of its language, and nothing that is taken for a formula', async () => {
  const english = (await renderReport(sampleDocument({ lines: 2 }), 'csv')).toString();
  assert.ok(english.startsWith('\uFEFF"Weekly overview"\r\n'));
  assert.ok(english.includes('"Line 1",1,61,50,2026-03-29 03:30:00\r\n'), english.slice(0, 900));
  assert.ok(english.includes('"2026-03-29",7\r\n'), 'days as programs read them');
  const german = (await renderReport({ ...sampleDocument({ lines: 2 }), language: 'de' }, 'csv')).toString();
  assert.ok(german.includes('"Line 2";2;122;33,3;2026-03-29 03:30:00\r\n'), german.slice(0, 900));
  for (const line of english.split('\r\n')) for (const cell of line.split(',')) assert.doesNotMatch(cell, /^"?[\s]*[=+\-@\uff1d\uff0b\uff0d\uff20]/u, line);
});

test('a cell that looks like a formula gets an apostrophe, whatever it hides behind', () => {
  for (const text of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r\n=1', '\u00a0=1', '\uFF1D1+1', ' =cmd|\' /C calc\'!A0']) assert.ok(csvText(text).startsWith('"\''), JSON.stringify(text));
  for (const [text, cell] of [['plain', '"plain"'], ['say "x", then', '"say ""x"", then"'], ['two\r\nlines', '"two lines"'], ['a=b', '"a=b"']] as const) assert.equal(csvText(text), cell);
});

test('hostile texts end no file: long words, broken surrogates, marks that turn lines', { skip: withoutPoppler }, async () => {
  const report = sampleDocument({ lines: 1 });
  for (const format of ['pdf', 'xlsx', 'csv'] as const) assert.ok((await renderReport(report, format)).byteLength > 500, format);
  assert.ok(textOf(await renderReport(report, 'pdf')).join('').includes('wwwwwwww'));
});
