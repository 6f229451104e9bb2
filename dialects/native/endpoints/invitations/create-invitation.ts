import { createInvitation as create, seal } from '#core/accounts/index.ts';
import { invitationSecretPlace, type Outside } from '#core/channels/index.ts';
import { operation, type Operation } from '#http/index.ts';
import { InvitationMade, NewInvitation } from '../../schemas/invitations.ts';

export const createInvitation = (outside: Outside): Operation => operation({
  id: 'invitations.create',
  method: 'POST',
  path: '/native/v1/invitations',
  tag: 'People',
  summary: 'A link by which a person becomes a member: for one use within 24 hours; an earlier one for the address is worth nothing any more. By mail, too, where that is wanted',
  status: 201,
  body: NewInvitation,
  response: InvitationMade,
  async handle({ act, change, body: { byMail = false, ...input }, head }) {
    const key = byMail ? await outside.key() : null;
    const { secret, id, email, role, invitedBy, createdAt, expiresAt, mail } = await change(async (tx) => {
      const made = await create(tx, act, { ...input, isMailed: byMail });
      if (key) await outside.house.enqueue(tx, act, { kind: 'mail-invitation', invitationId: made.id, base: head.base, sealedSecret: seal(key, invitationSecretPlace(made.id), made.secret).toString('base64') });
      return made;
    });
    // Behind the #: a browser sends it to nobody, so no log and no proxy sees it.
    return { id, email, role, invitedBy, createdAt, expiresAt, mail: { ...mail }, link: `${head.base}/app/invitation#${secret}` };
  },
});
