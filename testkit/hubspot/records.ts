/** What the stand-in keeps. Ids are digits; instants are milliseconds of its clock. */
export interface StandInRecord { readonly id: string; properties: Record<string, string>; createdMs: number; modifiedMs: number; archivedMs: number | null }
export interface StandInProperty { name: string; label: string; type: string; fieldType: string; groupName: string; hidden?: boolean; readOnly?: boolean }

/** `addedMs`, `removedMs`: when somebody last came and went. */
export interface StandInList { readonly id: string; name: string; objectTypeId: string; readonly members: Set<string>; addedMs: number; removedMs: number | null }

export type StandInObject = 'contacts' | 'deals';

export interface Records {
  readonly contacts: Map<string, StandInRecord>;
  readonly deals: Map<string, StandInRecord>;
  /** Deal id -> contact ids. */
  readonly links: Map<string, Set<string>>;
  readonly lists: Map<string, StandInList>;
  readonly owners: { id: string; email: string; firstName: string; lastName: string; archived: boolean }[];
  readonly pipelines: { id: string; label: string; stages: { id: string; label: string; displayOrder: number; isClosed: string; probability: string }[] }[];
  readonly properties: Record<'contacts' | 'companies' | 'deals', StandInProperty[]>;
}

const property = (name: string, label: string, type = 'string', more: Partial<StandInProperty> = {}): StandInProperty => ({ name, label, type, fieldType: type === 'string' ? 'text' : type, groupName: 'contactinformation', ...more });

export function newRecords(): Records {
  return {
    contacts: new Map(), deals: new Map(), links: new Map(), lists: new Map(), owners: [],
    pipelines: [{
      id: 'default', label: 'Sales Pipeline', stages: [
        { id: 'appointmentscheduled', label: 'Appointment Scheduled', displayOrder: 0, isClosed: 'false', probability: '0.2' },
        { id: 'closedwon', label: 'Closed Won', displayOrder: 1, isClosed: 'true', probability: '1.0' },
        { id: 'closedlost', label: 'Closed Lost', displayOrder: 2, isClosed: 'true', probability: '0.0' },
      ],
    }],
    properties: {
      contacts: [property('email', 'Email'), property('firstname', 'First Name'), property('email_address', 'Email address'), property('lastmodifieddate', 'Last Modified Date', 'datetime', { readOnly: true }), property('hs_secret', 'Hidden', 'string', { hidden: true })],
      companies: [property('domain', 'Company Domain Name'), property('name', 'Company name')],
      deals: [property('dealname', 'Deal Name'), property('amount', 'Amount', 'number')],
    },
  };
}
