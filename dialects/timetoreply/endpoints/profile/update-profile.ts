import { operation, type Operation } from '#http/index.ts';
import type { Ports } from '../../ports.ts';
import { ProfileInput, ProfileStatus } from '../../schemas/profile.ts';

/** Kept by user for this API: core has no use for it. */
export const profileScope = { dialect: 'timetoreply', noun: 'profile' } as const;

export const updateProfile = (ports: Ports): Operation => operation({
  id: 'profile.update',
  method: 'POST', path: '/api/tools/settings/profile', tag: 'Profile',
  summary: 'Add more details to your profile',
  body: ProfileInput,
  response: ProfileStatus,
  async handle({ change, body, principal }) {
    await change((tx) => ports.putExtensions(tx, profileScope, [{ coreId: principal.userId, body: { ...body } }]));
    return { status: 'Thanks for telling us more about you.' };
  },
});
