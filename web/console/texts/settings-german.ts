import type { SettingsTexts } from './settings-english.ts';

export const settingsGerman: SettingsTexts = {
  settingsGroups: { own: 'Sie selbst', mail: 'Mail', team: 'Team', work: 'Arbeit' },
  settingsParts: {
    profile: 'Profil und Anmeldung', tokens: 'API-Token', setup: 'Erste Schritte', channels: 'Kanäle', imports: 'Importe', domains: 'Interne Domains', people: 'Personen', hours: 'Öffnungszeiten', labels: 'Labels', canned: 'Textbausteine',
  },
  setupWelcome: 'Woher soll die erste Mail kommen?',
  setupWelcomeHint: 'Alles davon geht auch später, und alles lässt sich zurücknehmen.',
  setupConnectHint: 'Antworten Sie Kunden von hier aus. Ihr Postfach behält alles, wie es ist.',
  setupImport: 'Datei importieren',
  setupImportHint: 'Eine mbox- oder .eml-Datei mit alter Mail. Niemand wird angeschrieben.',
  setupDemo: 'Demo ansehen',
  setupDemoHint: 'Eine Woche einer erfundenen Firma, in einem eigenen Konto.',
  setupLater: 'Später',
  setupLaterHint: 'Sie finden diese Seite unter Einstellungen, Erste Schritte.',
  demoStates: { unavailable: 'Die Demo gehört nicht zu dieser Installation.', none: '', running: 'Die Demo wird geladen …', done: 'Die Demo ist da.', failed: 'Die Demo ließ sich nicht laden.' },
  openDemo: 'Demo öffnen',
  setupSteps: 'Schritte',
  setupAllDone: 'Alles ist eingerichtet.',
  setupLeft: (left) => `noch ${left}`,
  stepDone: 'Erledigt',
  stepOpen: 'Zu tun',
  setUpStep: 'Einrichten',
  showStep: 'Zeigen',
  steps: {
    incoming: { title: 'Eingehende Mail', text: 'Ein Postfach wird gelesen; was Kunden schreiben, erscheint hier.' },
    outgoing: { title: 'Ausgehende Mail', text: 'Ein Server sendet Ihre Antworten. Ohne ihn warten sie im Postausgang.' },
    hours: { title: 'Öffnungszeiten', text: 'Antwortzeiten zählen dann nur die Stunden, in denen jemand da ist, und automatische Antworten wissen, wann niemand da ist. Bis dahin gilt jede Minute als offen.' },
    domains: { title: 'Interne Domains', text: 'Mail von Ihren eigenen Domains gilt als Ihre Antwort, nicht als Frage eines Kunden.' },
    colleagues: { title: 'Kollegen', text: 'Laden Sie ein, wer mit Ihnen antwortet.' },
  },
  domainsSeen: (domains) => `Sieht nach Ihren aus: ${domains.join(', ')}`,
};
