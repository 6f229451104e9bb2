import type { recountsEnglish } from './recounts-english.ts';

export const recountsGerman: typeof recountsEnglish = {
  recountsHint: 'Zahlen folgen von selbst, wenn sich Öffnungszeiten, interne Domains, Filter oder Adressen ändern. Hier steht, wie weit sie sind und was das aus den Zahlen aller Zeit gemacht hat. Berichte lassen sich dabei lesen; Mail, die währenddessen kommt, ist in den Zahlen danach.',
  recountAll: 'Alles neu zählen',
  recountAsked: 'Die Zahlen werden neu berechnet.',
  recountNone: 'Noch wurde nichts neu berechnet.',
  recountBy: (name) => `von ${name}`,
  recountStates: { waiting: 'wartet', running: 'läuft', done: 'fertig', replaced: 'von einem späteren übernommen' },
  recountCauses: {
    asked: 'Verlangt', calendar: 'Öffnungszeiten', leave: 'Abwesenheiten', outliers: 'Ausreißer', 'sla-hours': 'Kunden zugesagte Zeiten', 'internal-domains': 'Interne Domains', 'reply-goals': 'Ziele für Antwortzeiten', 'mail-filters': 'Filter', 'mail.reclassified': 'Mail neu beurteilt', 'channel.changed': 'Adressen oder Zeiten eines Kanals',
    'channel.created': 'Ein neuer Kanal', 'queue.changed': 'Zeiten einer Warteschlange', 'agent.changed': 'Adressen einer Person', 'label.renamed': 'Der Name eines Labels',
  },
  recountOther: 'Einstellungen',
  recountProgress: (done, total) => `${done} von ${total} Konversationen`,
  recountFigures: 'Zahlen aller Zeit, vorher und nachher',
  recountFigure: 'Zahl', recountBefore: 'Vorher', recountAfter: 'Nachher',
  recountTooMuch: 'nicht gezählt: zu viel auf einmal',
  recountRounded: 'Mediane liegen höchstens 4 % neben den genauen.',
  recountRows: { messages: 'Nachrichten', conversations: 'Konversationen' },
  recountMean: (metric) => `${metric}: Mittel`,
  recountMedian: (metric) => `${metric}: Median`,
  recountInGoal: (metric) => `${metric}: im Ziel`,
  recountMetrics: { firstReply: 'Erste Antwort', overallReply: 'Alle Antworten', close: 'Zeit bis zum Schließen' },
};
