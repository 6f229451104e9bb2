import type { ProblemField } from '#http/index.ts';

type Params = Readonly<Record<string, unknown>>;

/** Laravel's sentences for the rules of a schema. */
const sentences: Readonly<Record<string, (label: string, params: Params) => string>> = {
  required: (label) => `The ${label} field is required.`,
  type: (label, { type }) => `The ${label} field must be ${kinds[String(type)] ?? 'valid'}.`,
  minimum: (label, { limit }) => `The ${label} field must be at least ${String(limit)}.`,
  maximum: (label, { limit }) => `The ${label} field must not be greater than ${String(limit)}.`,
  maxLength: (label, { limit }) => `The ${label} field must not be greater than ${String(limit)} characters.`,
  minLength: (label, { limit }) => `The ${label} field must be at least ${String(limit)} characters.`,
  // An empty list is not given, to Laravel.
  minItems: (label, { limit }) => (limit === 1 ? `The ${label} field is required.` : `The ${label} field must have at least ${String(limit)} items.`),
  maxItems: (label, { limit }) => `The ${label} field must not have more than ${String(limit)} items.`,
  enum: (label) => `The selected ${label} is invalid.`,
  format: (label) => `The ${label} field must match the format Y-m-d.`,
};

const kinds: Readonly<Record<string, string>> = {
  integer: 'an integer', number: 'a number', string: 'a string', array: 'an array', boolean: 'true or false', object: 'an object',
};

/** Names in core's commands that are called otherwise here. */
const wireNames: readonly (readonly [RegExp, string])[] = [
  [/^filter\.party.*/, 'options.model'],
  [/^filter\.communicatingWith.*/, 'options.model_com'],
  [/^recipients/, 'customEmails'],
  [/^localTime$/, 'time'],
  [/^monthDay$/, 'dayOfMonth'],
  [/^weekdays$/, 'monday'],
  [/^contacts\.(\d+)\.value$/, 'customers.$1.name'],
  [/^sortBy$/, 'sort_by'],
  [/^perPage$/, 'per_page'],
  [/^firstReply\.goal$/, 'first_reply_time_goal'],
  [/^firstReply\.bands/, 'first_reply_time_goal_bands'],
  [/^overall\.goal$/, 'overall_reply_time_goal'],
  [/^overall\.bands/, 'overall_reply_time_goal_bands'],
  [/^close\.goal$/, 'time_to_close_goal'],
  [/^close\.bands/, 'time_to_close_goal_bands'],
  [/^rules\.(\d+)\.joinedBy$/, 'filters.$1.type'],
  [/^rules/, 'filters'],
];

/** A problem's field and sentence. A word in a list between commas is a problem of the list: `thread_type`, not `thread_type.1`. */
export function fieldMessage({ field, problem, rule }: ProblemField): { name: string; message: string } {
  const wire = wireNames.reduce((name, [pattern, word]) => name.replace(pattern, word), field);
  const name = rule?.keyword === 'enum' ? wire.replace(/\.\d+$/, '') : wire;
  const sentence = rule && sentences[rule.keyword];
  return { name, message: sentence ? sentence(labelOf(name), rule.params) : ownSentence(name, problem) };
}

/** `per_page` is "per page"; `ids.0` stays. */
function labelOf(name: string): string {
  return name.replaceAll('_', ' ');
}

/** What core or parse/ say: a whole sentence stays, anything else is told of the field. */
function ownSentence(name: string, problem: string): string {
  return /^The .*\.$/.test(problem) ? problem : `The ${labelOf(name)} field ${problem.replace(/\.$/, '')}.`;
}
