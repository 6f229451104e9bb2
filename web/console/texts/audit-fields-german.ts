/** Names in the details of the audit log; what has none here stands as the server calls it. */
export const auditFieldsGerman: Readonly<Record<string, string>> = {
  address: 'Adresse', agentId: 'Bearbeiter', agentIds: 'Bearbeiter', alreadyHeld: 'schon da', body: 'Inhalt', calendarId: 'Zeiten', channelId: 'Kanal', conversationId: 'Gespräch', conversations: 'Gespräche',
  dialect: 'API', ended: 'beendet', entity: 'wofür', expiresAt: 'gültig bis', fields: 'Felder', from: 'von', host: 'Server', into: 'Ziel', isList: 'Mailingliste', key: 'Schlüssel', keys: 'Felder', kind: 'Art',
  labelIds: 'Labels', language: 'Sprache', mainPoint: 'Hauptadresse', messages: 'Nachrichten', methods: 'Wege', name: 'Name', parentId: 'übergeordnet', permissions: 'Rechte', pointSet: 'gesetzt', port: 'Port',
  quarantined: 'in Quarantäne', read: 'gelesen', recompute: 'rückwirkend', removed: 'entfernt', reopenClosed: 'öffnet Geschlossenes', requireTwoFactor: 'zweiter Faktor verlangt', role: 'Rolle', scopes: 'Rechte', slug: 'Kürzel',
  stored: 'gespeichert', takesMailOf: 'bekommt Mail für', to: 'nach', type: 'Art', undoSeconds: 'Sekunden zum Zurücknehmen', userId: 'Person', variant: 'Form', version: 'Fassung', zone: 'Zeitzone',
  true: 'ja', false: 'nein', null: 'nichts',
};
