export { widgetDialect } from './widget-dialect.ts';
export type { WebchatDeps } from './webchat-deps.ts';
export { createWidgetSockets, widgetSocketPath, type WidgetSockets } from './socket/widget-sockets.ts';
export { answersByMailReactor } from './mail/answers-reactor.ts';
export { visitorMailQueue } from './mail/jobs.ts';
export { visitorMailJobs, type VisitorMail, type VisitorMailDeps } from './mail/visitor-mail-jobs.ts';
