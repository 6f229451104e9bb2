/** Texts of the settings that are looked after by few: spread into `english`. */
export const settingsEnglish = {
  settingsGroups: { own: 'Yourself', mail: 'Mail', team: 'Team', work: 'Work' },
  settingsParts: {
    profile: 'Profile and sign-in', tokens: 'API tokens', setup: 'First steps', channels: 'Channels', imports: 'Imports', domains: 'Internal domains', people: 'People', hours: 'Opening hours', labels: 'Labels', canned: 'Canned responses',
  },
  // First steps
  setupWelcome: 'Where shall the first mail come from?',
  setupWelcomeHint: 'Any of these can be done later, and each can be undone.',
  setupConnectHint: 'Answer customers from here. Your mailbox keeps everything as it is.',
  setupImport: 'Import a file',
  setupImportHint: 'An mbox or .eml file of old mail. Nobody is written to.',
  setupDemo: 'Look at a demo',
  setupDemoHint: 'A week of an invented company, in an account of its own.',
  setupLater: 'Later',
  setupLaterHint: 'You find this page under Settings, First steps.',
  demoStates: { unavailable: 'The demo is not part of this installation.', none: '', running: 'The demo is being loaded …', done: 'The demo is there.', failed: 'The demo could not be loaded.' },
  openDemo: 'Open the demo',
  setupSteps: 'Steps',
  setupAllDone: 'Everything is set up.',
  setupLeft: (left: number) => `${left} left`,
  stepDone: 'Done',
  stepOpen: 'To do',
  setUpStep: 'Set up',
  showStep: 'Show',
  steps: {
    incoming: { title: 'Incoming mail', text: 'A mailbox is read, so that what customers write appears here.' },
    outgoing: { title: 'Outgoing mail', text: 'A server sends your answers. Without one they wait in the outbox.' },
    hours: { title: 'Opening hours', text: 'Reply times then count only the hours in which somebody is there, and auto-replies know when nobody is. Until then every minute counts as open.' },
    domains: { title: 'Internal domains', text: 'Mail from your own domains counts as an answer of yours, not as a customer’s question.' },
    colleagues: { title: 'Colleagues', text: 'Invite the people who answer with you.' },
  },
  domainsSeen: (domains: readonly string[]) => `Looks like yours: ${domains.join(', ')}`,
};

export type SettingsTexts = typeof settingsEnglish;
