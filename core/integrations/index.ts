export { integrationApps, type Integration, type IntegrationApp } from './integration.ts';
export { changeIntegration, createIntegration, deleteIntegration, findBotOfWebhook, findIntegrations, getIntegration, hasDraftHelper, openDraftHelper, type IntegrationChange, type IntegrationInput } from './integrations.ts';
export { changedProgram, newProgram, programApps, type ProgramApp, type ProgramChange, type ProgramInput } from './programs.ts';
export { draftAnswer, type DraftLine } from './ask-for-draft.ts';
