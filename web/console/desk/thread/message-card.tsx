import { useQueryClient } from '@tanstack/react-query';
import { memo, useId, useState } from 'react';
import { MenuItem, Separator } from 'react-aria-components';
import { splitConversation, unsplitConversation, type Message } from '../../api/desk.ts';
import { apiBase } from '../../api/request.ts';
import { useNow } from '../../app/use-now.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { useSession } from '../../app/use-session.ts';
import { Avatar } from '../../design/avatar.tsx';
import { copyText } from '../../design/copy-text.ts';
import { Icon } from '../../design/icon.tsx';
import { PopMenu } from '../../design/pop-menu.tsx';
import { problemText } from '../../design/problem-text.ts';
import { longMoment, shortMoment } from '../../design/time-text.ts';
import { showToast } from '../../design/toasts.ts';
import { useDeskPlace } from '../desk-context.tsx';
import { AttachmentList } from './attachment-list.tsx';
import { DeliveryLine } from './delivery-line.tsx';
import { ForwardedBelow, isBareForward } from './forwarded-below.tsx';
import { MessageBody } from './message-body.tsx';
import { MessageContentView } from './message-content.tsx';
import { SenderNotice, SenderTag } from './sender-notice.tsx';

interface Props {
  readonly message: Message;
  /** Who it is from where it does not say so itself, as in a chat. */
  readonly by: string | null;
  readonly conversationId: number;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

/** One message: who to whom, when, its text or its formatted form, files, how it fares, why it stands here. */
export const MessageCard = memo(function MessageCard({ message, by, conversationId, isOpen, onToggle }: Props) {
  const { texts, locale } = usePreferences();
  const { zone } = useSession();
  const nowMs = useNow();
  const bodyId = useId();
  const [showsParties, setShowsParties] = useState(false);
  const isNote = message.direction === 'note';
  const kind = isNote ? 'note' : message.direction === 'outgoing' ? 'outgoing' : 'incoming';
  const from = message.parties.find(({ role }) => role === 'from');
  const name = message.authorName || from?.name || from?.address || by || texts.nobodyKnown;
  const to = message.parties.filter(({ role }) => role === 'to' || role === 'cc');
  return (
    <article className={`message ${kind}${isOpen ? '' : ' shut'}`} aria-label={texts.messageFrom(name, shortMoment(message.at, nowMs, locale, zone))}>
      <header className="message-head">
        <button type="button" className="message-who" aria-expanded={isOpen} aria-controls={bodyId} onClick={onToggle}>
          <Avatar name={name} />
          <span className="message-names">
            <span className="message-name">{name}</span>
            {isNote ? <span className="tag warn"><Icon name="note" size={11} /><span>{texts.note}</span></span> : null}
            {message.isAutomatic ? <span className="tag"><span>{texts.automatic}</span></span> : null}
            <SenderTag message={message} />
            {message.isForward ? <span className="tag"><span>{texts.forwarded}</span></span> : null}
            {isOpen ? null : <span className="message-snippet">{isBareForward(message) ? texts.forwardsAlone : message.text.slice(0, 160).replaceAll(/\s+/g, ' ')}</span>}
          </span>
        </button>
        <time className="message-time" dateTime={message.at} title={longMoment(message.at, locale, zone)}>{shortMoment(message.at, nowMs, locale, zone)}</time>
        <MessageMenu message={message} conversationId={conversationId} />
      </header>
      {isOpen ? (
        <div id={bodyId} className="message-body">
          {to.length > 0 ? (
            <div className="message-to">
              <button type="button" className="plain-button" aria-expanded={showsParties} onClick={() => setShowsParties((before) => !before)}>
                {texts.toLine(to.slice(0, 3).map((party) => party.name || party.address), Math.max(0, to.length - 3))}
              </button>
              {showsParties ? (
                <dl className="parties">
                  {message.parties.map((party, at) => <div key={at}><dt>{texts.roles[party.role]}</dt><dd>{party.name === '' ? party.address : `${party.name} <${party.address}>`}</dd></div>)}
                  <div><dt>{texts.date}</dt><dd>{longMoment(message.at, locale, zone)}</dd></div>
                  {message.senderCheck === null ? null : <div><dt>{texts.sender}</dt><dd>{texts.senderProofs[message.senderCheck.proof]}</dd></div>}
                  {message.joinedBecause === null ? null : <div><dt>{texts.whyHere}</dt><dd>{texts.joined[message.joinedBecause]}</dd></div>}
                  {message.leftOut === null ? null : <div><dt>{texts.leftOutOfFigures}</dt><dd>{texts.filterBecause(message.leftOut.because, message.leftOut.filter)}</dd></div>}
                </dl>
              ) : null}
            </div>
          ) : null}
          <SenderNotice message={message} />
          {isBareForward(message) ? <ForwardedBelow message={message} conversationId={conversationId} /> : <MessageBody message={message} />}
          {message.content === null ? null : <MessageContentView content={message.content} />}
          <AttachmentList attachments={message.attachments} />
          {message.delivery ? <DeliveryLine messageId={message.id} conversationId={conversationId} delivery={message.delivery} /> : null}
        </div>
      ) : null}
    </article>
  );
});

function MessageMenu({ message, conversationId }: { message: Message; conversationId: number }) {
  const { texts } = usePreferences();
  const { compose, open } = useDeskPlace();
  const client = useQueryClient();
  const failed = (error: unknown): void => void showToast(problemText(error, texts), { isProblem: true });
  const split = (): void => {
    void splitConversation(conversationId, [message.id]).then(async (made) => {
      showToast(texts.splitDone, { action: { label: texts.undo, run: () => {
        void unsplitConversation(made.id).then(async () => {
          await client.invalidateQueries();
          open(conversationId);
        }, failed);
      } } });
      await client.invalidateQueries();
      open(made.id);
    }, failed);
  };
  const isMail = message.mailId !== null;
  return (
    <PopMenu label={texts.messageMenu} icon={<Icon name="more" />}>
      {() => (
        <>
          {message.direction === 'note' ? null : <MenuItem className="menu-item" onAction={() => compose('reply', message.id)}><Icon name="reply" />{texts.reply}</MenuItem>}
          {message.direction === 'note' ? null : <MenuItem className="menu-item" onAction={() => compose('forward', message.id)}><Icon name="forward" />{texts.forward}</MenuItem>}
          <MenuItem className="menu-item" onAction={() => void copyText(message.text).then((isCopied) => showToast(isCopied ? texts.copied : texts.notCopied))}><Icon name="edit" />{texts.copyText}</MenuItem>
          {isMail ? <Separator className="menu-line" /> : null}
          {isMail ? <MenuItem className="menu-item" href={`${apiBase}/messages/${message.id}/raw`} target="_blank" rel="noreferrer"><Icon name="code" />{texts.viewSource}</MenuItem> : null}
          {message.direction === 'note' ? null : <MenuItem className="menu-item" onAction={split}><Icon name="merge" />{texts.split}</MenuItem>}
        </>
      )}
    </PopMenu>
  );
}
