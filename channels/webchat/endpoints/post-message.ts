import { getSite, noteVisitor } from '#core/channels/index.ts';
import { getContactMessage, identifyContact, type PostedFile } from '#core/conversations/index.ts';
import { CoreError, invalid, isMailAddress, safeFileName, sniffMediaType } from '#core/kernel/index.ts';
import { takeSiteMessage } from '#core/routing/index.ts';
import type { FilePart, Operation } from '#http/index.ts';
import { Type } from '@sinclair/typebox';
import { chatState, shownMessage } from '../chat-state.ts';
import { linksFor } from '../links.ts';
import { ChatState, MessageInput, MessageShown } from '../schemas.ts';
import type { WebchatDeps } from '../webchat-deps.ts';
import { brake, knownContact, visitorOperation } from '../widget-operation.ts';

const filesBytesMax = 10_485_760;

/** He writes. With his first words he becomes a contact; what he said in the form before goes with them, as said and not as proved. */
export const postMessage = (deps: WebchatDeps): Operation => visitorOperation(deps)({
  id: 'widget.messages.create', method: 'POST', path: '/messages', summary: 'Write, with files as multipart/form-data. Told again under the same clientKey, it is the same message', brake: 'message',
  takesFiles: true, bodyBytesMax: filesBytesMax, body: MessageInput, response: Type.Object({ message: MessageShown, chat: ChatState }, { additionalProperties: false }),
  async handle(visit) {
    const { call, visitor, change, act, reader } = visit;
    const { body } = call;
    const text = body.text?.trim() ?? '';
    const parts = body.files ?? [];
    if (text === '' && parts.length === 0) throw invalid('text', 'must not be empty', 'empty');
    const site = await change((tx) => getSite(tx, reader, visitor.channelId));
    if (parts.length > 0 && !site.settings.features.attachments) throw new CoreError('forbidden', 'This site takes no files.', { key: 'not-for-this' });
    const email = body.email?.trim() ?? '';
    if (email !== '' && !isMailAddress(email.toLowerCase())) throw invalid('email', 'must be a mail address', 'no-mail-address');

    let contactId = await knownContact(visit, visitor);
    if (contactId === null) await brake(call, 'contact');
    const claims = { name: body.name, email, phone: body.phone };
    if (contactId === null || [body.name, email, body.phone].some((said) => said !== undefined && said !== '')) {
      const found = await change(async (tx) => {
        const known = await identifyContact(tx, act(contactId), visitor.channelId, visitor.sourceId, claims);
        await noteVisitor(tx, reader, visitor, {
          ...(known.refused.includes('email') && { claimedEmail: email }), pageUrl: body.pageUrl ?? null, pageTitle: body.pageTitle ?? null, browser: call.head.headers['user-agent'] ?? null, language: body.language ?? null,
        });
        return known;
      });
      contactId = found.contactId;
    }
    const files = parts.length === 0 ? [] : await storeFiles(deps, visitor.accountId, parts, () => brake(call, 'file'));
    const linkTo = await linksFor(deps, visit);
    const posted = await takeSiteMessage(change, act(contactId), visitor, {
      conversationId: body.conversationId === undefined ? null : Number(body.conversationId), text, files, clientKey: body.clientKey, lang: languageOf(body.language), greeting: greetingOf(site.settings, body.greeting),
    });
    return change(async (tx) => ({ message: shownMessage(await getContactMessage(tx, visitor, posted.conversationId, posted.messageId), linkTo), chat: await chatState(tx, reader, visitor, linkTo, { after: posted.messageId }) }));
  },
});

async function storeFiles({ outside }: WebchatDeps, accountId: number, parts: readonly FilePart[], count: () => Promise<void>): Promise<PostedFile[]> {
  for (const _ of parts) await count();
  const stored = await outside.files.putMany(accountId, parts.map(({ bytes }) => bytes));
  return stored.map(({ sha256, byteCount }, at) => {
    const { fileName, mediaType, bytes } = parts[at]!;
    return { sha256, byteCount, fileName: safeFileName(fileName), mediaType, sniffedType: sniffMediaType(bytes) };
  });
}

/** Only words that the site itself says: nobody writes in our name by saying what he was shown. */
function greetingOf({ greetingEnabled, greetingMessage, greetings }: { readonly greetingEnabled: boolean; readonly greetingMessage: string; readonly greetings: readonly { readonly text: string }[] }, shown: string | undefined): string | null {
  const own = [...(greetingEnabled ? [greetingMessage] : []), ...greetings.map(({ text }) => text)];
  return shown !== undefined && own.includes(shown) ? shown : null;
}

function languageOf(language: string | undefined): string {
  return language !== undefined && /^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i.test(language) ? language.slice(0, 35) : 'en';
}
