import type { Site as CoreSite } from '#core/channels/index.ts';
import type { Site } from '../schemas/sites.ts';

/** `base`: where the caller reaches us. Both parts of the script are ours: an address and hexadecimal digits. */
export function renderSite({ channelId, name, token, queueId, replyChannelId, isIdentityRequired, settings, firstSeenAt, seenAt, seenOn }: CoreSite, base: string): Site {
  return {
    channelId, name, websiteToken: token, script: `<script src="${base}/widget/loader.js" data-website-token="${token}" async></script>`, queueId, replyChannelId, isIdentityRequired, firstSeenAt, seenAt, seenOn,
    settings: { ...settings, preChat: { ...settings.preChat, fields: settings.preChat.fields.map((field) => ({ ...field })) }, features: { ...settings.features }, allowedDomains: [...settings.allowedDomains], greetings: settings.greetings.map((each) => ({ ...each })) },
  };
}
