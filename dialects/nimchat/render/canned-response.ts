import type { CannedResponse } from '#core/canned-responses/index.ts';

export function renderCannedResponse({ id, content, shortCode }: CannedResponse, accountId: number) {
  return { id, content, short_code: shortCode, account_id: accountId };
}
