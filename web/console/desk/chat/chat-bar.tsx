import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Header, MenuItem, MenuSection } from 'react-aria-components';
import { actOnChat, conversationChatQuery, type ConversationChat } from '../../api/chats.ts';
import { agentsQuery } from '../../api/people.ts';
import { queuesQuery } from '../../api/queues.ts';
import { usePreferences } from '../../app/use-preferences.tsx';
import { useSecond } from '../../app/use-second.ts';
import { usePermission } from '../../app/use-session.ts';
import { Button } from '../../design/button.tsx';
import { PopMenu } from '../../design/pop-menu.tsx';
import { problemText } from '../../design/problem-text.ts';
import { showToast } from '../../design/toasts.ts';
import './chat.css';

/** Of a conversation of a website: whether the visitor is there, whether a chat goes on, and what ends it or gives it on. */
export function ChatBar({ id }: { id: number }) {
  const { texts } = usePreferences();
  const { data } = useQuery(conversationChatQuery(id));
  if (!data) return <div className="chat-bar" />;
  const { visitor, chat, wrapUp } = data;
  return (
    <div className="chat-bar" role="group" aria-label={texts.chatBar}>
      {visitor ? <span className={`tag${visitor.isOnline ? ' good' : ''}`}>{visitor.isOnline ? texts.visitorHere : texts.visitorGone}</span> : null}
      <span className="chat-words">{chat === null ? texts.chatNone : chat.state === 'assigned' ? texts.chatTalking : texts.chatWaiting}</span>
      {chat?.isMine ? <ChatActs id={id} chat={chat} /> : null}
      {wrapUp === null ? null : <WrapUp key={wrapUp.chatId} id={id} wrapUp={wrapUp} />}
    </div>
  );
}

/** After a chat: what came of it, and that one is ready again; the time that the queue gives for it runs. */
function WrapUp({ id, wrapUp: { chatId, until } }: { id: number; wrapUp: NonNullable<ConversationChat['wrapUp']> }) {
  const { texts } = usePreferences();
  const nowMs = useSecond();
  const client = useQueryClient();
  const [code, setCode] = useState('');
  const [isBusy, setBusy] = useState(false);
  const left = until === null ? null : Math.max(0, Math.ceil((Date.parse(until) - nowMs) / 1_000));
  const done = async (): Promise<void> => {
    setBusy(true);
    try {
      if (code.trim() !== '') await actOnChat(chatId, { action: 'dispose', code: code.trim() });
      await actOnChat(chatId, { action: 'wrap-up-done' });
      showToast(texts.wrapUpOver);
    } catch (error) {
      showToast(problemText(error, texts), { isProblem: true });
    } finally {
      setBusy(false);
      void client.invalidateQueries({ queryKey: ['conversation-chat', id] });
    }
  };
  return (
    <form className="wrap-up" aria-label={texts.wrapUp} onSubmit={(event) => { event.preventDefault(); void done(); }}>
      <span className="tag warn"><span>{left === null ? texts.wrapUp : texts.wrapUpLeft(left)}</span></span>
      <input className="input" aria-label={texts.wrapUpCode} placeholder={texts.wrapUpCode} maxLength={100} value={code} onChange={(event) => setCode(event.target.value)} />
      <Button type="submit" isDisabled={isBusy}>{texts.wrapUpDone}</Button>
    </form>
  );
}

function ChatActs({ id, chat }: { id: number; chat: NonNullable<ConversationChat['chat']> }) {
  const { texts } = usePreferences();
  const may = usePermission();
  const client = useQueryClient();
  const { data: agents = [] } = useQuery(agentsQuery);
  const { data: queues = [] } = useQuery({ ...queuesQuery, enabled: may('queues.read') });
  const act = (action: Readonly<Record<string, unknown>>, said: string): void => {
    actOnChat(chat.id, action).then(() => showToast(said), (error: unknown) => showToast(problemText(error, texts), { isProblem: true }))
      .finally(() => void client.invalidateQueries({ queryKey: ['conversation-chat', id] })).catch(() => undefined);
  };
  return (
    <>
      <PopMenu label={texts.transferChat}>
        {() => (
          <>
            <MenuSection>
              <Header className="menu-head">{texts.transferToQueues}</Header>
              {queues.filter((queue) => queue.kind === 'chat' && queue.deletedAt === null && queue.id !== chat.queueId).map((queue) => (
                <MenuItem key={`q${queue.id}`} className="menu-item" onAction={() => act({ action: 'transfer', kind: 'cold', toQueueId: queue.id }, texts.chatTransferred)}>{queue.name}</MenuItem>
              ))}
            </MenuSection>
            <MenuSection>
              <Header className="menu-head">{texts.transferToAgents}</Header>
              {agents.filter((agent) => agent.id !== chat.agentId).map((agent) => (
                <MenuItem key={`a${agent.id}`} className="menu-item" onAction={() => act({ action: 'transfer', kind: 'cold', toAgentId: agent.id }, texts.chatTransferred)}>{agent.name}</MenuItem>
              ))}
            </MenuSection>
          </>
        )}
      </PopMenu>
      <Button onPress={() => act({ action: 'end' }, texts.chatEnded)}>{texts.endChat}</Button>
    </>
  );
}
