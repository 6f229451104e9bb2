import type { PlatformMember, PlatformUser } from '#core/platform/index.ts';

export function renderPlatformUser({ user, places, attributes }: PlatformUser) {
  const accounts = places.map(({ accountId, name, role }) => ({ id: accountId, name, role: role === 'owner' || role === 'administrator' ? 'administrator' : 'agent' }));
  return {
    id: user.id, uid: user.email, name: user.name, available_name: user.name, display_name: user.name, email: user.email, account_id: accounts[0]?.id ?? null, role: accounts[0]?.role ?? 'agent',
    confirmed: user.hasPassword, custom_attributes: { ...attributes }, accounts,
  };
}

export function renderAccountUser({ accountId, userId, role }: PlatformMember) {
  return { account_id: accountId, user_id: userId, role };
}
