import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { classifySubject } from './classify-subject.ts';

const brief = (subject: string) => {
  const { base, isReply, isForward } = classifySubject(subject);
  return [base, isReply ? 'reply' : isForward ? 'forward' : 'new'];
};

test('the first prefix decides, tags come off in any order, case of the base stays', () => {
  assert.deepEqual(brief('Re: Fwd: Order'), ['Order', 'reply']);
  assert.deepEqual(brief('Fwd: Re: Order'), ['Order', 'forward']);
  assert.deepEqual(brief('[usrp-users] Re: [usrp-users]  AW: Order \r\n 7'), ['Order 7', 'reply']);
  assert.deepEqual(brief('Re: [SPAM] WG: [x] Hallo'), ['Hallo', 'reply']);
  assert.deepEqual(classifySubject('SV: VS: Fw: x').prefixes, ['sv', 'vs', 'fw']);
});

test('counters, wide colons and blanks before the colon belong to the prefix', () => {
  for (const subject of ['Re[2]: x', 'Re^2: x', 'RE(3): x', 'Re*4: x', 'Re 5: x'.replace(' 5', '5'), 'Re : x', 'RE：x', '回复：x', 'Trả lời: x', 'Antw:x', 'R: x', 'YNT: x', 'Odp: x']) {
    assert.deepEqual(brief(subject), ['x', 'reply'], subject);
  }
  for (const subject of ['TR: x', 'I: x', 'RV: x', 'ENC: x', 'Doorst: x', '转发: x', 'x (fwd)', '[Fwd: x]', 'İLT: x']) assert.deepEqual(brief(subject), ['x', 'forward'], subject);
});

test('words with a colon that are no prefixes stay, and so does a subject that is only a tag', () => {
  for (const subject of ['Question: price', 'Ref: 4711', 'Regarding: x', '[usrp-users]', 'Re', 'Answer 2: no', 'Hello [x] there', '']) assert.deepEqual(brief(subject), [subject, 'new']);
  assert.deepEqual(brief('Re:'), ['', 'reply']);
});

test('the base of a base is itself, and long or odd subjects end', () => {
  fc.assert(fc.property(fc.array(fc.constantFrom('Re: ', 'FW:', '[a] ', 'x', ' ', 'WG: ', '(fwd)', ':'), { maxLength: 12 }), (pieces) => {
    const { base } = classifySubject(pieces.join(''));
    return classifySubject(base).base === base;
  }), { numRuns: 500 });
  for (const hostile of ['['.repeat(1e5), 'Re: '.repeat(5e4), ' '.repeat(1e5), 'a '.repeat(1e5), 'x' + '(fwd)'.repeat(4e4)]) classifySubject(hostile);
});

test('a subject that is cut through a character stays well-formed', () => {
  assert.ok(classifySubject(`${'x'.repeat(1999)}\u{1F600}`).base.isWellFormed());
});
