import type { ErrorShapes, Problem, ProblemField, WireError } from '#http/index.ts';

/** Errors as the real server says them: `{"error"}`, and for what was given wrongly 422 `{"message","attributes"}`. */
export const errors = {
  invalid: (problem) => unprocessable(problem),
  'not-found': () => say(404, 'Resource could not be found'),
  forbidden: ({ reason }) => say(401, reason === 'not-permitted' ? 'Non permissible resource' : 'You are not authorized to do this action'),
  unauthenticated: ({ path }) => say(401, path.startsWith('/platform/') ? 'Invalid access_token' : 'Invalid Access Token'),
  conflict: (problem) => unprocessable(problem),
  'too-large': (problem) => unprocessable(problem),
  'too-many': () => say(429, 'Retry later'),
  expired: (problem) => say(410, problem.text),
  unavailable: () => say(503, 'Service Unavailable'),
  'bad-request': (problem) => say(400, problem.text),
  'unknown-path': () => say(404, 'Resource could not be found'),
  'method-not-allowed': (problem) => say(405, `This path takes ${(problem.allowed ?? []).join(', ')}.`),
  'payload-too-large': (problem) => say(413, problem.text),
  'uri-too-long': (problem) => say(414, problem.text),
  'headers-too-large': (problem) => say(431, problem.text),
  'unsupported-media-type': (problem) => say(415, problem.text),
  internal: () => say(500, 'Internal Server Error'),
} satisfies ErrorShapes;

function say(status: number, error: string): WireError {
  return { status, body: { error } };
}

/** "Email has already been taken, Name must not be empty", and which attributes. */
function unprocessable({ fields, text, code }: Problem): WireError {
  if (fields.length === 0) return { status: 422, body: { message: text, attributes: [] } };
  const named = fields.map((each) => ({ name: wireNames[each.field] ?? each.field, problem: code === 'conflict' ? 'has already been taken' : said(each) }));
  const message = [...new Set(named.map(({ name, problem }) => (name === '' ? problem : `${label(name)} ${problem}`)))].join(', ');
  return { status: 422, body: { message, attributes: [...new Set(named.map(({ name }) => name))].filter((name) => name !== '') } };
}

/** A rule of a schema in words that help whoever broke it. */
function said({ problem, rule }: ProblemField): string {
  if (!rule) return problem;
  const { limit, allowedValues, type } = rule.params;
  switch (rule.keyword) {
    case 'required': return 'must be given';
    case 'enum': return Array.isArray(allowedValues) ? `must be one of ${allowedValues.map(String).join(', ')}` : problem;
    case 'type': return `must be ${String(type).split(',').map((each) => typeWords[each] ?? each).join(' or ')}`;
    case 'minimum': return `must be at least ${String(limit)}`;
    case 'maximum': return `must be at most ${String(limit)}`;
    case 'maxLength': return `must have at most ${String(limit)} characters`;
    case 'maxItems': return `must have at most ${String(limit)} elements`;
    case 'x-file': return 'must be a file of a multipart/form-data body';
    default: return problem;
  }
}

const typeWords: Readonly<Record<string, string>> = { integer: 'a whole number', number: 'a number', string: 'a text', boolean: 'true or false', object: 'a map', array: 'a list' };

/** Fields of core's commands that are called otherwise here. */
const wireNames: Readonly<Record<string, string>> = {
  phone: 'phone_number', external: 'identifier', shortCode: 'short_code', sourceId: 'source_id', text: 'content', address: 'email', key: 'attribute_key', options: 'attribute_values', label: 'labels',
  snoozedUntil: 'snoozed_until', websiteUrl: 'website_url', welcomeTitle: 'welcome_title', welcomeTagline: 'welcome_tagline', awayMessage: 'agent_away_message', color: 'widget_color', greetingMessage: 'greeting_message',
  colour: 'color', locales: 'config', defaultLocale: 'config', headerText: 'header_text', homepageLink: 'homepage_link', pageTitle: 'page_title', customDomain: 'custom_domain',
  parentId: 'parent_category_id', categoryId: 'category_id', authorId: 'author_id', rootId: 'associated_article_id', host: 'channel', port: 'channel', userName: 'channel', secret: 'channel',
  outgoingUrl: 'outgoing_url', topics: 'subscriptions', channelId: 'inbox_id',
};

function label(name: string): string {
  const words = name.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
