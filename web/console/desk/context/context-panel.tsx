import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Conversation } from '../../api/desk.ts';
import { assignmentQuery, ratingsOfQuery } from '../../api/automation.ts';
import { agentsQuery, attributesQuery } from '../../api/people.ts';
import { useNow } from '../../app/use-now.ts';
import { AppLink } from '../../app/app-link.tsx';
import { usePreferences } from '../../app/use-preferences.tsx';
import { useSession } from '../../app/use-session.ts';
import { Button } from '../../design/button.tsx';
import { shortMoment } from '../../design/time-text.ts';
import { unmergeConversation } from '../../api/desk.ts';
import { problemText } from '../../design/problem-text.ts';
import { showToast } from '../../design/toasts.ts';
import { useDeskPlace } from '../desk-context.tsx';
import { VisitorCard } from '../chat/visitor-card.tsx';
import { ContactCard } from './contact-card.tsx';
import { DealsSection } from './deals-section.tsx';
import './context.css';

/** What one wants to know beside the thread: who it is, what was before, what belongs to it. */
export function ContextPanel({ conversation }: { conversation: Conversation }) {
  const { texts } = usePreferences();
  const { contact, counterpart } = conversation;
  const { data: definitions = [] } = useQuery(attributesQuery);
  const label = (entity: string, key: string): string => definitions.find((one) => one.entity === entity && one.key === key)?.name ?? key;
  const others = conversation.past.filter(({ id }) => !conversation.linked.some((one) => one.id === id));
  const ownAttributes = Object.entries(conversation.attributes);
  const contactAttributes = Object.entries(contact?.attributes ?? {});
  return (
    <aside className="context" aria-label={texts.context} tabIndex={0}>
      <ContactCard key={contact?.id ?? 0} contact={contact} counterpart={counterpart} />
      {conversation.kind === 'chat' ? <VisitorCard id={conversation.id} /> : null}
      {contact ? <DealsSection contactId={contact.id} /> : null}
      {contactAttributes.length > 0 ? <Section title={texts.contact}><dl className="pairs">{contactAttributes.map(([key, value]) => <Pair key={key} title={label('contact', key)} value={value} />)}</dl></Section> : null}
      {ownAttributes.length > 0 ? <Section title={texts.attributes}><dl className="pairs">{ownAttributes.map(([key, value]) => <Pair key={key} title={label('conversation', key)} value={value} />)}</dl></Section> : null}
      <RatingSection conversationId={conversation.id} />
      <AssignmentSection conversationId={conversation.id} assigneeId={conversation.assigneeId} />
      {conversation.linked.length > 0 ? <Section title={texts.linked}><Briefs list={conversation.linked} /></Section> : null}
      {conversation.mergedFrom.length > 0 ? <Section title={texts.mergedHere}><ul className="briefs">{conversation.mergedFrom.map((one) => <Merged key={one.id} id={one.id} canUnmerge={one.canUnmerge} />)}</ul></Section> : null}
      <Section title={texts.past}>{others.length > 0 ? <Briefs list={others} /> : <p className="none">{texts.noPast}</p>}</Section>
    </aside>
  );
}

/** What the customer said of it; nothing where nobody asked. */
function RatingSection({ conversationId }: { conversationId: number }) {
  const { texts } = usePreferences();
  const { data: ratings = [] } = useQuery(ratingsOfQuery(conversationId));
  if (ratings.length === 0) return null;
  return (
    <Section title={texts.ratings}>
      <ul className="ratings">
        {ratings.map((one) => <li key={one.messageId}>{one.rating === null ? texts.ratingAsked : <><strong><span aria-hidden="true">{'★'.repeat(one.rating)}</span> {texts.rated(one.rating)}</strong>{one.feedback === null ? null : <p className="rating-words">{one.feedback}</p>}</>}</li>)}
      </ul>
    </Section>
  );
}

/** Why it became the agent's by itself; nothing where a person gave it. */
function AssignmentSection({ conversationId, assigneeId }: { conversationId: number; assigneeId: number | null }) {
  const { texts } = usePreferences();
  const { data: reason = null } = useQuery(assignmentQuery(conversationId));
  const { data: agents = [] } = useQuery(agentsQuery);
  if (reason === null || reason.agentId !== assigneeId) return null;
  const nameOf = (id: number): string => agents.find((agent) => agent.id === id)?.name ?? `#${id}`;
  return (
    <Section title={texts.whyMe}>
      <details><summary>{texts.whyMode[reason.mode]} {nameOf(reason.agentId)}</summary><ul className="ratings">{reason.candidates.map((one) => <li key={one.agentId}>{texts.whyCandidate(nameOf(one.agentId), one.load, one.isAvailable)}</li>)}</ul></details>
    </Section>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return <section className="context-section"><h3>{title}</h3>{children}</section>;
}

function Pair({ title, value }: { title: string; value: string | number | boolean }) {
  const { texts } = usePreferences();
  return <><dt>{title}</dt><dd>{typeof value === 'boolean' ? (value ? texts.yes : texts.no) : String(value)}</dd></>;
}

function Briefs({ list }: { list: Conversation['past'] }) {
  const { texts, locale } = usePreferences();
  const { zone } = useSession();
  const nowMs = useNow();
  const { viewKey } = useDeskPlace();
  return (
    <ul className="briefs">
      {list.map((one) => (
        <li key={one.id}>
          <AppLink path={`/${viewKey}/${one.id}`} keepsQuery className="brief">
            <span className="brief-subject">{one.subject || texts.noSubject}</span>
            <span className="brief-meta"><span>{texts.lives[one.life]}</span><span>{texts.messageCount(one.messageCount)}</span><time dateTime={one.lastMessageAt}>{shortMoment(one.lastMessageAt, nowMs, locale, zone)}</time></span>
          </AppLink>
        </li>
      ))}
    </ul>
  );
}

function Merged({ id, canUnmerge }: { id: number; canUnmerge: boolean }) {
  const { texts } = usePreferences();
  return (
    <li className="merged">
      <span>#{id}</span>
      {canUnmerge ? <Button kind="quiet" onPress={() => void unmergeConversation(id).then(() => showToast(texts.unmergedDone), (error: unknown) => showToast(problemText(error, texts), { isProblem: true }))}>{texts.unmerge}</Button> : null}
    </li>
  );
}
