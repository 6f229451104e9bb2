import type { QuarantinedMail as CoreMail } from '#core/conversations/index.ts';
import type { QuarantinedMail } from '../schemas/imports.ts';

export function renderQuarantinedMail({ id, channelId, channelAddress, code, detail, rawByteCount, batchId, createdAt, resolvedAt }: CoreMail): QuarantinedMail {
  return { id, channelId, channelAddress, code, detail, byteCount: rawByteCount, importId: batchId, createdAt, resolvedAt };
}
