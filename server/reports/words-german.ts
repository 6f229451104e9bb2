import type { ReportWords } from './report-words.ts';

export const germanReportWords: ReportWords = {
  types: {
    overview: 'Überblick', sla: 'Servicelevel', comparative: 'Vergleich', trend: 'Verlauf', interactions: 'Interaktionen', contacts: 'Kontakte', teams: 'Teams', 'group-mailboxes': 'Gruppenpostfächer',
  },
  splits: {
    day: { title: 'Nach Tagen', column: 'Tag', none: '' }, week: { title: 'Nach Wochen', column: 'Woche ab', none: '' }, month: { title: 'Nach Monaten', column: 'Monat', none: '' },
    'hour-weekday': { title: 'Eingang nach Stunde und Wochentag', column: 'Stunde', none: '' }, agent: { title: 'Nach Personen', column: 'Person', none: 'Noch niemand' }, team: { title: 'Nach Teams', column: 'Team', none: 'In keinem Team' },
    contact: { title: 'Nach Kontakten', column: 'Kontakt', none: 'Unbekannt' }, domain: { title: 'Nach Domains', column: 'Domain', none: 'Unbekannt' }, channel: { title: 'Nach Postfächern', column: 'Postfach', none: 'Ohne' },
    label: { title: 'Nach Labels', column: 'Label', none: 'Ohne Label' }, direction: { title: 'Nach Richtung', column: 'Richtung', none: '' },
  },
  units: { day: 'Tag', week: 'Woche', month: 'Monat' },
  facts: { period: 'Tage', zone: 'Zeitzone', completeUntil: 'Vollständig bis', madeAt: 'Erstellt', filters: 'Filter', goals: 'Ziele', previous: 'Verglichen mit', outliers: 'Ausreißer ausgelassen' },
  noFilters: 'keine',
  filters: {
    party: 'Wer', partyNotInCc: 'ohne Cc', communicatingWith: 'Mit', communicatingNotInCc: 'Gegenseite ohne Cc', exclusive: 'nur zwischen beiden', search: 'Betreff enthält', labels: 'Labels', labelsAll: 'alle Labels',
    threadTypes: 'Gespräche', threadStatuses: 'Stand', classifications: 'Nachrichten', messageTypes: 'Richtungen', replies: 'Gespräche mit', repliesOverSeconds: 'Erste Antwort über', closedOverSeconds: 'Zeit bis zum Schließen über', messageRepliesOverSeconds: 'Antwort über', noReplyForSeconds: 'Ohne Antwort seit',
    nudgesMin: 'Mindestens so oft nachgefragt', touchesMin: 'Mindestens so oft geschrieben', lastTouchFromDay: 'Zuletzt geschrieben ab', lastTouchToDay: 'Zuletzt geschrieben bis', deal: 'Über ein Geschäft',
  },
  values: {
    internal: 'intern', inbound: 'eingehend', outbound: 'ausgehend', 'await-customer': 'wartet auf den Kontakt', 'await-agent': 'wartet auf uns', closed: 'geschlossen', calculating: 'noch nicht eingeordnet', first: 'erste', reply: 'Antwort', 'reply-all': 'Antwort an alle',
    forward: 'Weiterleitung', 'follow-up': 'Nachfassen', 'has-replies': 'Antworten', 'has-forwards': 'Weiterleitungen', 'has-neither': 'keins von beiden', anybody: 'alle', everybody: 'alle im Haus', yes: 'ja',
  },
  metrics: { firstReply: 'Erste Antwort', overallReply: 'Alle Antworten', close: 'Zeit bis zum Abschluss', forward: 'Zeit bis zur Weiterleitung' },
  columns: {
    conversations: 'Gespräche', messages: 'Nachrichten', received: 'Empfangen', sent: 'Gesendet', replyRate: 'Antwortquote', median: 'Median', p90: '9 von 10 in', mean: 'Mittel', meanRaw: 'Mittel, Wanduhr', count: 'Gezählt', withinGoal: 'Im Ziel', overGoal: 'Über Ziel',
    noGoal: 'Ohne Ziel', share: 'Im Ziel, %', outliers: 'Ausreißer', goal: 'Ziel', at: 'Zeit', from: 'Von', to: 'An', subject: 'Betreff', kind: 'Art', direction: 'Richtung', span: 'Antwortzeit', spanRaw: 'Wanduhr', conversation: 'Gespräch', answered: 'Beantwortet',
  },
  tileLines: {
    median: (value) => `Median ${value}`, p90: (value) => `9 von 10 in ${value}`, goal: (share, goal) => `${share} in ${goal}`, outliers: (count) => `${count} Ausreißer ausgelassen`, before: (value) => `davor: ${value}`,
    ofInbound: (answered, inbound) => `${answered} von ${inbound}`,
  },
  charts: { volume: 'Empfangene und gesendete Nachrichten', median: 'Median der Antwortzeiten', goals: 'Anteil der Antworten im Ziel', heat: 'Wann Nachrichten eingehen' },
  total: 'Gesamt',
  weekdays: ['Mo', 'Di', 'Mi', 'Do', 'Fr', 'Sa', 'So'],
  ownGoals: 'dieses Berichts',
  goalText: (metric, goal) => `${metric}: ${goal}`,
  notes: {
    outliers: (first, overall, close, forward) => `Ausreißer, die in Mitteln, Medianen und Zielen fehlen: erste Antwort ${first}, alle Antworten ${overall}, Zeit bis zum Abschluss ${close}, Zeit bis zur Weiterleitung ${forward}.`,
    approximate: 'Mediane und "9 von 10" liegen höchstens 4 % neben dem genauen Wert; Anzahlen und Mittel sind genau.',
    business: 'Zeiten sind Geschäftszeit nach dem Kalender des Postfachs, das geantwortet hat; "Wanduhr" zählt jede Stunde.',
    severalKeys: 'Ein Gespräch kann in mehreren Zeilen stehen; die Zeilen können daher mehr ergeben als die Summe.',
    cut: (shown, all) => `${shown} von ${all} Zeilen sind gezeigt.`,
    empty: 'Nichts in diesen Tagen.',
  },
  definitions: 'Was gezählt wird',
  metricTexts: {
    conversations: ['Gespräche', 'die in diesen Tagen begonnen haben.'],
    messages: ['Nachrichten', 'in diesen Tagen empfangen und gesendet; eine interne ist beides.'],
    replyRate: ['Antwortquote', 'eingehende Gespräche mit einer ersten Antwort, von allen eingehenden.'],
    firstReply: ['Erste Antwort', 'Zeit der ersten Antwort eines Gesprächs, das mit einer eingehenden Nachricht begann; am Tag der Antwort.'],
    overallReply: ['Alle Antworten', 'Zeit seit der Nachricht davor, für jede Antwort, die wir gesendet haben. Automatische Mail und Weiterleitungen sind keine.'],
    close: ['Zeit bis zum Abschluss', 'von der ersten Nachricht bis zur schließenden, für geschlossene Gespräche; am Tag des Abschlusses.'],
    forward: ['Zeit bis zur Weiterleitung', 'Zeit seit der Nachricht davor, für jede Weiterleitung, die wir gesendet haben.'],
    median: ['Median, 9 von 10', 'mindestens die Hälfte (neun Zehntel) der Zeiten ist nicht länger.'],
    withinGoal: ['Im Ziel', 'nicht länger als das Ziel, das galt, als die Zeit endete. Ohne Ziel steht eine Zeit in keiner der beiden Spalten.'],
  },
  page: 'Seite {page} von {pages}',
  mail: {
    subject: ({ report, account, days }) => `${report}: ${account}, ${days}`,
    text: ({ report, account, days, zone, file, late, missed, isShared }) => [
      'Guten Tag,', '', `${isShared ? 'jemand teilt mit Ihnen einen Bericht von' : 'hier ist der Bericht von'} ${account}: ${report}, ${days} (${zone}). Er hängt an als ${file}.`,
      ...(late === null ? [] : ['', `Er war fällig am ${late}, als der Server nicht lief, und kommt deshalb später.`]),
      ...(missed === 0 ? [] : [`${missed === 1 ? 'Ein früherer Bericht war' : `${missed} frühere Berichte waren`} in dieser Zeit fällig und ${missed === 1 ? 'wird' : 'werden'} nicht gesendet.`]),
      '', 'Diese Mail hat ein Server gesendet; Antworten darauf liest niemand.', '',
    ].join('\n'),
  },
  localeOf: 'de-DE',
};
