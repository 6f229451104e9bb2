import { operation, type Operation } from '#http/index.ts';
import type { Ports } from '../../ports.ts';
import { ProfileStatus } from '../../schemas/profile.ts';

export const deleteCompany = (ports: Ports): Operation => operation({
  id: 'profile.company.delete',
  method: 'POST', path: '/api/tools/settings/profile/company', tag: 'Profile',
  summary: 'Delete your company account: it is shut at once and erased after 30 days',
  response: ProfileStatus,
  async handle({ act, change }) {
    await change((tx) => ports.deleteAccount(tx, act));
    return { status: 'Company account deletion in progress. Please allow a few minutes for this to complete. We will now log you out of your account.' };
  },
});
