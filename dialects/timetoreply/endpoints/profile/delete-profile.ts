import { operation, type Operation } from '#http/index.ts';
import type { Ports } from '../../ports.ts';
import { ProfileStatus } from '../../schemas/profile.ts';
import { profileScope } from './update-profile.ts';

export const deleteProfile = (ports: Ports): Operation => operation({
  id: 'profile.delete',
  method: 'DELETE', path: '/api/tools/settings/profile', tag: 'Profile',
  summary: 'Delete your account: you leave the company at once, what you answered stays',
  response: ProfileStatus,
  async handle({ act, change, principal }) {
    await change(async (tx) => {
      await ports.leaveAccount(tx, act);
      await ports.deleteExtensions(tx, profileScope, [principal.userId]);
    });
    return { status: 'Account deletion in progress. Please allow a few minutes for this to complete. We will now log you out of your account.' };
  },
});
