import assert from 'node:assert/strict';
import { test } from 'node:test';
import { askOf, emptyLine } from './ask.ts';

test('of what was filled in becomes what the server takes; empty lines are passed over, nothing is null', () => {
  assert.deepEqual(askOf('input-select', [{ ...emptyLine, title: ' Red ' }, emptyLine]), { kind: 'input-select', items: [{ title: 'Red' }] });
  assert.deepEqual(askOf('form', [{ ...emptyLine, title: 'Why', field: 'select', options: 'Broken\n\n Late ', isRequired: true }]), { kind: 'form', items: [{ title: 'Why', description: '', field: 'select', isRequired: true, options: ['Broken', 'Late'] }] });
  assert.deepEqual(askOf('cards', [{ ...emptyLine, title: 'Kettle', button: 'Take it' }]), { kind: 'cards', items: [{ title: 'Kettle', description: '', buttons: [{ text: 'Take it' }] }] });
  assert.equal(askOf('article', [emptyLine, { ...emptyLine, url: 'https://x.test' }]), null);
});
