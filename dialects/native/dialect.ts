import type { Outside } from '#core/channels/index.ts';
import type { Dialect } from '#http/index.ts';
import { door } from './auth.ts';
import { errors } from './errors.ts';
import { limits } from './limits.ts';
import { deskOperations } from './operations-desk.ts';
import { crmOperations } from './operations-crm.ts';
import { figureOperations } from './operations-figures.ts';
import { filterOperations } from './operations-filters.ts';
import { hooksOperations } from './operations-hooks.ts';
import { interactionOperations } from './operations-interactions.ts';
import { knowledgeOperations } from './operations-knowledge.ts';
import { lineOperations } from './operations-lines.ts';
import { liveOperations } from './operations-live.ts';
import { notificationOperations } from './operations-notifications.ts';
import { presenceOperations } from './operations-presence.ts';
import { queueOperations } from './operations-queues.ts';
import { siteOperations } from './operations-sites.ts';
import { settingsOperations } from './operations-settings.ts';
import { wallboardOperations } from './operations-wallboard.ts';
import { automationOperations } from './operations-automation.ts';
import { reportOperations } from './operations-reports.ts';
import { convertInput } from './parse/convert-input.ts';

/** Our own API: what the console uses, and everybody may. */
export function native(outside: Outside): Dialect {
  return {
    name: 'native',
    title: 'Patchbay API',
    description: 'The API of the console and of everything that the other APIs cannot say. JSON in camelCase, instants in RFC 3339, lists as {items, next}, problems as RFC 9457.',
    prefixes: ['/native/v1'],
    door,
    limits,
    errors,
    convert: convertInput,
    operations: [...deskOperations(outside), ...settingsOperations(outside), ...liveOperations(outside), ...notificationOperations(outside), ...wallboardOperations, ...filterOperations, ...interactionOperations, ...lineOperations, ...presenceOperations, ...queueOperations, ...hooksOperations(outside), ...knowledgeOperations(outside), ...siteOperations(outside), ...automationOperations(outside), ...reportOperations, ...figureOperations, ...crmOperations(outside)],
  };
}
