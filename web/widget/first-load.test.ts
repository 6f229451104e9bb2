import assert from 'node:assert/strict';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { buildWebPart } from '#server/web-parts/build-web-part.ts';
import { findBuild } from '#server/web-parts/find-build.ts';
import { widgetPart } from '#server/web-parts/web-part.ts';
import { ChatState, SiteShown } from '#channels/webchat/schemas.ts';
import { languages, loadWords } from './texts/load-texts.ts';
import { texts as english } from './texts/en.ts';
import { splitLinks } from './view/split-links.ts';
import { contrast, themeOf } from './view/styles.ts';

/** Loader, module and the largest language: what a visitor's first page fetches. */
const firstLoadMax = 40 * 1024;

test('the built widget has at most 40 kB gzipped on first load, whatever the language', async () => {
  const parent = await mkdtemp(join(tmpdir(), 'widget-build-'));
  try {
    const dir = (await findBuild(widgetPart, parent)).found ?? await buildWebPart(widgetPart, { folder: 'widget-test', parents: [parent], found: null });
    const assets = await readdir(join(dir, 'assets'));
    const sizeOf = async (file: string): Promise<number> => (await readFile(join(dir, file))).length;
    const packed = assets.filter((name) => name.endsWith('.js.gz'));
    const main = packed.find((name) => name.startsWith('widget-'))!;
    const others = await Promise.all(packed.filter((name) => name !== main).map((name) => sizeOf(`assets/${name}`)));
    assert.equal(others.length, languages.length - 1, 'each language but English is a file of its own');
    const total = await sizeOf('loader.js.gz') + await sizeOf(`assets/${main}`) + Math.max(...others);
    assert.ok(total > 5_000 && total <= firstLoadMax, `${total} bytes`);
    assert.ok((await readFile(join(dir, 'loader.js'), 'utf8')).includes(main.replace(/\.gz$/, '')), 'the loader names the module');
  } finally {
    await rm(parent, { recursive: true, force: true });
  }
});

test('every language says everything, with its gaps, and has each plural form that it needs', async () => {
  assert.ok(languages.length >= 10);
  const gaps = (text: string): string => [...text.matchAll(/\{\w+\}/g)].map(String).toSorted().join();
  for (const language of languages) {
    const { t } = await loadWords([language]);
    assert.deepEqual(Object.keys(t).toSorted(), Object.keys(english).toSorted(), language);
    const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    for (const [key, value] of Object.entries(t)) {
      const ours = english[key as keyof typeof english];
      if (typeof value === 'string') assert.ok(value !== '' && gaps(value) === gaps(ours as string), `${language} ${key}`);
      else for (const form of needed) assert.ok(form in value || !['one', 'two', 'few', 'zero'].includes(form), `${language} ${key} has no form ${form}`);
    }
  }
  const arabic = await loadWords(['ar-EG']);
  assert.deepEqual([arabic.direction, arabic.many(arabic.t.unread, 2)], ['rtl', 'رسالتان جديدتان']);
  const polish = await loadWords([null, 'pl']);
  assert.deepEqual([1, 3, 5, 22].map((n) => polish.many(polish.t.unread, n)), ['1 nowa wiadomość', '3 nowe wiadomości', '5 nowych wiadomości', '22 nowe wiadomości']);
  assert.equal((await loadWords(['xx', 'constructor', 'de-AT'])).language, 'de');
});

test('only addresses of the web become links, and what ends a sentence is no part of them', () => {
  const links = (text: string): string[] => splitLinks(text).filter(({ isLink }) => isLink).map((part) => part.text);
  assert.deepEqual(links('See https://a.test/x?y=1, or (http://b.test).'), ['https://a.test/x?y=1', 'http://b.test']);
  for (const text of ['javascript:alert(1)', 'data:text/html,x', 'https://', '//evil.test', 'ftp://x.test', 'jav\tascript:x']) assert.deepEqual(links(text), [], text);
  for (const text of ['a https://a.test b', 'https://a.test/"><img>', '', 'x']) assert.equal(splitLinks(text).map((part) => part.text).join(''), text);
});

test('letters can be read on any colour of a site, in light and dark', () => {
  for (const color of ['#ffffff', '#000000', '#ffd400', '#1f5fbf', '#ff0000', '#00ff00', '#808080', '#f5c6d0']) {
    const css = themeOf(color);
    const [onAccent = ''] = /(?<=--on-accent: )#\w+/.exec(css) ?? [];
    const [light = '', dark = ''] = [...css.matchAll(/(?<=--link: )#\w+/g)].map(String);
    assert.ok(contrast(color, onAccent) >= 4.5, `${onAccent} on ${color}`);
    assert.ok(contrast(light, '#ffffff') >= 4.5 && contrast(dark, '#171c22') >= 4.5, `${light} ${dark}`);
  }
  assert.match(themeOf('red; } * { display: none'), /--accent: #1f5fbf/);
});

test('the widget reads what the endpoints say: the same names on both sides', async () => {
  const wire = await readFile(join(import.meta.dirname, 'state', 'wire.ts'), 'utf8');
  for (const [name, schema] of [['ChatState', ChatState], ['SiteShown', SiteShown]] as const) {
    const [, body = ''] = new RegExp(`interface ${name} \\{([\\s\\S]*?)\\n?\\}\\n`).exec(wire) ?? [];
    for (const field of Object.keys(schema.properties)) assert.match(body, new RegExp(`readonly ${field}: `), `${name}.${field}`);
  }
});
