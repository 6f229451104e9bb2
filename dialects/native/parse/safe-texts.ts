import type { Outside } from '#core/channels/index.ts';
import type { ChannelSettingsChange } from '../schemas/channels.ts';

type MailText = { text: string; html: string | null };

/** The change with its HTML made safe. In threads, before any transaction. */
export async function withSafeTexts({ cleanHtml }: Pick<Outside, 'cleanHtml'>, change: ChannelSettingsChange): Promise<ChannelSettingsChange> {
  const safe = async (text: MailText | null): Promise<MailText | null> => (text?.html ? { ...text, html: (await cleanHtml(text.html)).html } : text);
  const { signature, autoReply } = change;
  return {
    ...change,
    ...(signature === undefined ? {} : { signature: await safe(signature) }),
    ...(autoReply === undefined ? {} : { autoReply: { inHours: await safe(autoReply.inHours), outOfHours: await safe(autoReply.outOfHours) } }),
  };
}
