import { Type } from '@sinclair/typebox';
import { goalsInMinutes, goalsInSeconds } from './goals-in-minutes.ts';
import { MemberPageWithFailed } from './member.ts';
import { AlwaysEmptyList, Closed } from './php.ts';

export const TeamInput = Type.Object({ name: Type.String({ minLength: 1, maxLength: 200, description: 'The name of the Team.' }), ...goalsInMinutes });

/** As store and update answer. `product_type` names what was bought of the vendor: always the same here. */
export const Team = Closed({
  id: Type.Integer(),
  company_id: Type.Integer(),
  name: Type.String(),
  ...goalsInSeconds,
  created_at: Type.String(),
  updated_at: Type.String(),
  product_type: Type.String(),
  members: MemberPageWithFailed,
  model_type: Type.String(),
  pending_invites: AlwaysEmptyList,
});
