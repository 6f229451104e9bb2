import type { Story } from '../plan/story.ts';
import type { World } from '../plan/world.ts';
import { tellBatchTalk } from './batch-talk.ts';
import { tellForward } from './forward.ts';
import { tellHtmlMail } from './html-mail.ts';
import { tellLinked } from './linked.ts';
import { tellMerged } from './merged.ts';
import { tellOutbound } from './outbound.ts';
import { tellReplyAll } from './reply-all.ts';
import { tellRobots } from './robots.ts';
import { tellSubjectJoin } from './subject-join.ts';

/** What a week has beside its ordinary questions, each told on purpose. */
export const scenes: readonly ((world: World) => Story[])[] = [
  tellForward, tellReplyAll, tellBatchTalk, tellOutbound, tellRobots, tellHtmlMail, tellMerged, tellLinked, tellSubjectJoin,
];
