import { agents, type ChannelKey, type Language } from '../company.ts';
import type { Customer } from '../customers.ts';
import { makePng } from '../mail/make-png.ts';
import type { Topic } from '../texts/topic.ts';
import { agentAnswers, arrival, customerReturns, hoursMs, minutes } from './clock.ts';
import { correspond, type Correspondence } from './correspondence.ts';
import { spinText, type Facts } from './spin-text.ts';
import type { Story } from './story.ts';
import type { World } from './world.ts';

interface Told { readonly world: World; readonly talk: Correspondence; readonly facts: Facts; readonly topic: Topic; readonly channel: ChannelKey; readonly language: Language; readonly customer: Customer }

/** One ordinary matter from its question to wherever it stands now. */
export function tellMatter(world: World, topic: Topic, customer: Customer): Story {
  const { random } = world;
  const { channel } = topic;
  const { language } = customer;
  const facts = world.factsFor(customer);
  const say = (template: string): string => spinText(template, facts, random);
  const variant = random.between(0, topic.question.length - 1);
  const subject = typeof topic.subject === 'string' ? topic.subject : topic.subject[variant]!;
  const talk = correspond(world, { channel, language, customer, subject: say(subject) });
  const told: Told = { world, talk, facts, topic, channel, language, customer };
  const phrases = world.phrases[language];
  const askedAt = arrival(world);
  const question = `${random.pick(phrases.greetUs)}\n\n${world.sayNew(topic.question[variant]!, facts)}\n\n${say(random.pick(phrases.closeCustomer))}`;
  talk.customer(question, askedAt, {
    ...(topic.file === 'photo' && /foto|photo|bild|picture/i.test(question) ? { files: [{ fileName: `IMG_${random.between(2000, 9800)}.png`, mediaType: 'image/png', content: makePng(96, 72, random.between(1, 250)) }] } : {}),
    ...(random.chance(0.2) ? { html: asHtml(question) } : {}),
  });

  const isForgotten = random.chance(0.06);
  const { key, at: answerAt } = agentAnswers(world, { channel, language, at: askedAt, ...(isForgotten ? { seconds: random.between(5 * 3600, 15 * 3600) } : {}) });
  const isTaken = answerAt <= world.untilMs || random.chance(0.45);
  if (isTaken) {
    const takenAt = Math.max(askedAt + minutes(2), Math.min(answerAt - minutes(random.between(4, 20)), world.untilMs));
    talk.act(key, takenAt, { kind: 'assign', to: key });
    talk.act(key, takenAt + 20_000, { kind: 'label', label: topic.label });
    if (random.chance(0.13)) talk.act(key, takenAt + minutes(1), { kind: 'note', text: say(random.pick(phrases.notes)) });
  }
  const nudgeAt = customerReturns(world, askedAt + hoursMs(3), customer.zone, 120);
  if (nudgeAt < answerAt - minutes(5) && (isForgotten || random.chance(0.12))) {
    talk.customer(`${random.pick(phrases.greetUs)}\n\n${say(random.pick(phrases.nudge))}\n\n${customer.first}`, nudgeAt);
    if (isForgotten) talk.act(key, nudgeAt + minutes(8), { kind: 'priority', value: random.chance(0.3) ? 4 : 3 });
    if (isForgotten) talk.act(key, nudgeAt + minutes(9), { kind: 'label', label: 'urgent' });
  }
  const sorry = isForgotten ? `${say(random.pick(phrases.sorryLate))} ` : '';
  talk.agent(key, sorry ? `${sorry}${capital(say(topic.answer[variant]!))}` : say(topic.answer[variant]!), answerAt);
  if (!talk.isOver) goOn(told, key, answerAt);
  return talk.story();
}

/** What follows the first answer: nothing, thanks, or another question; then the end, or a rest in the drawer. */
function goOn(told: Told, key: keyof typeof agents, answerAt: number): void {
  const { world, talk, topic, facts, channel, language, customer } = told;
  const { random } = world;
  const say = (template: string): string => spinText(template, facts, random);
  const fate = random.next();
  if (fate < 0.3) {
    if (random.chance(0.62)) talk.act(key, answerAt + minutes(random.between(1, 6)), { kind: 'life', life: 'resolved' });
    else if (random.chance(0.2)) snooze(told, key, answerAt);
    return;
  }
  if (fate < 0.62) {
    thank(told, key, customerReturns(world, answerAt, customer.zone));
    return;
  }
  if (random.chance(0.3)) talk.act(key, answerAt + minutes(3), { kind: 'life', life: 'resolved' });
  const again = talk.customer(say(topic.more), customerReturns(world, answerAt, customer.zone, 200));
  if (!again) return;
  talk.act('system', again.at + 1000, { kind: 'life', life: 'open' });
  const answer = agentAnswers(world, { channel, language, at: again.at, ...(random.chance(0.8) && agents[key].zone === 'Europe/Berlin' && key !== 'lotte' ? { by: key } : {}) });
  if (!talk.agent(answer.key, say(topic.moreAnswer), answer.at)) return;
  if (answer.key !== key) talk.act(answer.key, answer.at - 60_000, { kind: 'assign', to: answer.key });
  if (random.chance(0.5)) thank(told, answer.key, customerReturns(world, answer.at, customer.zone, 220));
  else if (random.chance(0.7)) talk.act(answer.key, answer.at + minutes(2), { kind: 'life', life: random.chance(0.5) ? 'closed' : 'resolved' });
  else if (random.chance(0.3)) snooze(told, answer.key, answer.at);
}

function thank(told: Told, key: keyof typeof agents, at: number): void {
  const { world, facts, language } = told;
  sayThanks(told.talk, key, at, spinText(world.random.pick(world.phrases[language].thanks), facts, world.random), told);
}

/** The customer is content; whoever answered closes when he sees it. */
function sayThanks(talk: Correspondence, key: keyof typeof agents, at: number, text: string, { world, channel, customer }: Told): void {
  if (!talk.customer(`${text}\n\n${customer.first}`, at)) {
    const { last } = talk;
    if (last && world.random.chance(0.3)) talk.act(key, last.at + minutes(4), { kind: 'life', life: 'resolved' });
    return;
  }
  talk.act(key, world.week.afterOpen(channel, at, world.random.between(300, 4_000)), { kind: 'life', life: 'closed' });
}

function snooze({ world, talk }: Told, key: keyof typeof agents, at: number): void {
  const until = world.week.afterOpen('help', world.week.nowMs + hoursMs(world.random.between(16, 70)), 600);
  talk.act(key, at + minutes(2), { kind: 'snooze', until });
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** What a mail program makes of plain text. */
export function asHtml(text: string, after = ''): string {
  const escaped = text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
  return `<html><body style="font-family: sans-serif">${escaped.split('\n\n').map((part) => `<p>${part.replaceAll('\n', '<br>')}</p>`).join('\n')}${after}</body></html>`;
}
