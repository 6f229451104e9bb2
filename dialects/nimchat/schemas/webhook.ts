import { Type } from '@sinclair/typebox';
import { subscriptions } from '../webhook-words.ts';
import { Closed, Either, OneOf, Text } from './wire.ts';

const fields = { id: Type.Integer(), url: Type.String(), subscriptions: Type.Array(Type.String({ enum: [...subscriptions] })), account_id: Type.Integer() };
const Webhook = Closed(fields);
/** The deployed product wraps it, and names it. */
const Deployed = Closed({ ...fields, name: Type.String(), inbox: Type.Null() });
export const WebhookList = Either(Type.Array(Webhook), Closed({ payload: Closed({ webhooks: Type.Array(Deployed) }) }));
export const OneWebhook = Either(Webhook, Closed({ payload: Closed({ webhook: Deployed }) }));

const input = {
  url: Text(2_000, 'Where it is told; http or https, never inside a private network.'),
  subscriptions: Type.Unsafe<(typeof subscriptions)[number][]>({ type: 'array', items: OneOf(subscriptions, 'What it is told of.'), maxItems: 50 }),
  name: Text(200, 'The name (deployed product).'),
};
export const WebhookInput = Type.Object({ url: input.url, subscriptions: Type.Optional(input.subscriptions), name: Type.Optional(input.name) });
/** Real clients put it into `webhook`. */
export const WebhookChange = Type.Object({ url: Type.Optional(input.url), subscriptions: Type.Optional(input.subscriptions), name: Type.Optional(input.name) });
