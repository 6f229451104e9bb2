import assert from 'node:assert/strict';
import { test } from 'node:test';
import { corpus, corpusFiles } from './corpora-for-tests.ts';
import { parseMail } from './parse-mail.ts';

const counts = { zammad: 55, chatwoot: 18, 'ruby-mail': 71, 'cpython-test_email': 27, sisimai: 457, 'stalwart-mail-parser': 70 };

for (const [folder, wanted] of Object.entries(counts)) {
  const { path, skip } = corpus(folder);
  test(`${folder}: every mail is parsed, no text is lost, and every string can be stored`, { skip }, () => {
    let count = 0;
    for (const { name, bytes } of corpusFiles(path)) {
      if (!/\.(?:box|eml|txt)$/.test(name) || name.startsWith('attachments/')) continue;
      count++;
      const mail = parseMail(bytes);
      const strings = JSON.stringify(mail, (_key, value: unknown) => (value instanceof Uint8Array ? null : value));
      assert.ok(!strings.includes('\\u0000') && !/\\ud[89a-f]/.test(strings), `${name} has NUL or lone surrogates`);
      // A body that is not blank must be somewhere.
      const blank = bytes.toString('latin1').replace(/\r\n?/g, '\n').indexOf('\n\n');
      const hasBody = blank >= 0 && bytes.toString('latin1', blank).trim() !== '';
      const isKept = mail.text.trim() !== '' || mail.html !== null || mail.attachments.length > 0;
      assert.ok(isKept || !hasBody || mail.defects.includes('multipart-not-closed') || emptyByRight.has(`${folder}/${name}`), `${folder}/${name}: the body is lost (${mail.defects.join()})`);
    }
    assert.ok(count >= wanted - 3, `${count} mails`);
  });
}

/** Mails whose every part is empty. */
const emptyByRight = new Set(['cpython-test_email/msg_24.txt', 'stalwart-mail-parser/eml/malformed/007.eml']);
