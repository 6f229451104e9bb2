import { createHash } from 'node:crypto';
import { addMember, createInvitation, createUser, defineRole } from '#core/accounts/index.ts';
import { createMacro, createRule } from '#core/automation/index.ts';
import { createCannedResponse } from '#core/canned-responses/index.ts';
import { findQuarantine, finishImport, quarantineMails, startImport } from '#core/conversations/index.ts';
import type { Act } from '#core/kernel/index.ts';
import { defineAttribute, setAttributeValues } from '#core/labels/index.ts';
import { createFilterGroup } from '#core/mail-filters/index.ts';
import type { Tx } from '#storage/index.ts';

/** What the settings of an account hold, by the names under which `Things` has it. */
export interface SettingsThings {
  readonly userId: string;
  readonly attributeId: string;
  readonly cannedResponseId: string;
  readonly ruleId: string;
  readonly macroId: string;
  readonly invitationId: string;
  readonly importId: string;
  readonly quarantineId: string;
  readonly filterGroupId: string;
}

/** A role without any permission: whoever may rule over people rules over who has it. */
export const idleRole = 'Idle';

/** A colleague without rights, an attribute that the contact has, a text, an invitation, an import, a mail that could not be read. */
export async function furnishSettings(tx: Tx, act: Act, { domain, subject, channelId, contactId }: { domain: string; subject: string; channelId: number; contactId: number }): Promise<SettingsThings> {
  await defineRole(tx, act, { name: idleRole, permissions: [] });
  const user = await createUser(tx, act, { email: `colleague@${domain}`, name: `${subject} colleague` });
  await addMember(tx, act, { userId: user.id, role: idleRole });
  const key = `key_${subject.toLowerCase()}`;
  const attribute = await defineAttribute(tx, act, { entity: 'contact', key, name: subject, type: 'text' });
  await setAttributeValues(tx, act, 'contact', contactId, { [key]: subject });
  const canned = await createCannedResponse(tx, act, { shortCode: subject, content: `Words of ${subject}` });
  const rule = await createRule(tx, act, { name: `Rule of ${subject}`, event: 'conversation-created', conditions: [{ field: 'subject', compare: 'contains', values: [`nothing like ${subject}`], joint: null }], actions: [{ kind: 'add-note', text: `Note of ${subject}` }] });
  const owner = act.actor.kind === 'user' ? act : { ...act, actor: { kind: 'user' as const, id: user.id, permissions: 'all' as const } };
  const macro = await createMacro(tx, owner, { name: `Macro of ${subject}`, isShared: true, actions: [{ kind: 'set-priority', priority: 1 }] });
  const invitation = await createInvitation(tx, act, { email: `guest@${domain}`, role: idleRole });
  const importId = await startImport(tx, act, { channelId, source: `${subject}.mbox` });
  await finishImport(tx, act, importId, 'done', { read: 1, stored: 0, alreadyHeld: 0, quarantined: 1 });
  const raw = Buffer.from(`What nobody can read about ${subject}`);
  const rawSha256 = createHash('sha256').update(raw).digest('hex');
  await quarantineMails(tx, act, channelId, [{ copyKey: `raw:${rawSha256}`, rawSha256, rawByteCount: raw.byteLength, raw, code: 'no-mail', detail: 'It is no mail.' }], importId);
  const filterGroup = await createFilterGroup(tx, act, { name: `Filter of ${subject}`, rules: [] });
  const quarantined = await findQuarantine(tx, act);
  return {
    userId: String(user.id), attributeId: String(attribute.id), cannedResponseId: String(canned.id), ruleId: String(rule.id), macroId: String(macro.id), invitationId: String(invitation.id), importId: String(importId),
    quarantineId: String(quarantined[0]!.id), filterGroupId: String(filterGroup.id),
  };
}
