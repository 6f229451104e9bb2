export { factsConsumer, requestAll as requestAllFacts } from './projection/facts-consumer.ts';
export { rebuildFacts } from './projection/rebuild-facts.ts';
export { exportMessages } from './export/export-messages.ts';
export { exportConversations } from './export/export-conversations.ts';
export * from './log/index.ts';
export * from './live/index.ts';
export * from './agent-day/index.ts';
export * from './share/index.ts';
export * from './staffing/index.ts';
