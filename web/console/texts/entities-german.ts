import type { entitiesEnglish } from './entities-english.ts';

export const entitiesGerman: typeof entitiesEnglish = {
  groupMailboxesHint: 'Eine Adresse, für die mehrere antworten: ein Verteiler, ein gemeinsames Postfach. Ihr Bericht zeigt, was sie dafür getan haben, und nichts sonst von ihnen, in welchem Postfach die Mail auch liegt. Selbst liest und sendet sie nichts.',
  newGroupMailbox: 'Neues Gruppenpostfach',
  noGroupMailboxes: 'Noch keine Gruppenpostfächer',
  groupAddress: 'Adresse',
  groupAddressHint: 'Ihre Adressen gehören zu Ihren eigenen Domains.',
  groupAliases: 'Weitere Adressen',
  groupAliasesHint: 'Eine je Zeile.',
  ownGoals: 'Eigene Ziele',
  ownGoalsHint: 'Sie beurteilen ihren Bericht. Was leer bleibt, folgt den Zielen des Kontos. Die ersten beurteilen auch die Vergangenheit, spätere, was von da an endet.',
  contactGroupsHint: 'Adressen und ganze Domains unter einem Namen, für einen Bericht.',
  newContactGroup: 'Neue Kontaktgruppe',
  noContactGroups: 'Noch keine Kontaktgruppen',
  groupMembersLines: 'Adressen und Domains',
  groupMembersLinesHint: 'Eine je Zeile: bo@example.com, example.com.',
  groupCounts: (addresses: number, domains: number) => `${addresses} ${addresses === 1 ? 'Adresse' : 'Adressen'}, ${domains} ${domains === 1 ? 'Domain' : 'Domains'}`,
  searchContactGroups: 'Nach Name oder Mitglied suchen',
  moreContactGroups: (total: number) => `${total} Gruppen insgesamt. Suchen Sie nach denen, die nicht gezeigt werden.`,
};
