import { randomBytes } from 'node:crypto';
import { parseSecretKey, type SecretKey } from '#core/accounts/index.ts';
import { connectCrm, findCrmConnection, startCrmSync, type CrmConnection, type CrmMapping, type CrmSecret, type CrmSources, type MeanReplyTimes } from '#core/crm/index.ts';
import { catchUp } from '#core/events/index.ts';
import { systemAct, testClock, type Act } from '#core/kernel/index.ts';
import { failJob, finishJob, takeJobs } from '#jobs/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { startHubspot, type Hubspot } from '#testkit/hubspot/start-hubspot.ts';
import { deskNow, openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { crmJobs, crmQueue, crmReactor } from '../crm-jobs.ts';
import { createCrmSources } from '../crm-sources.ts';

/** A desk, the stand-in for HubSpot, and a clock that both go by. */
export interface CrmRoom {
  readonly desk: Desk;
  readonly hubspot: Hubspot;
  readonly clock: ReturnType<typeof testClock>;
  readonly key: SecretKey;
  readonly sources: CrmSources;
  /** What the means of an address are; others have none. */
  readonly means: Map<string, { first: number | null; overall: number | null }>;
  readonly countMeans: MeanReplyTimes;
  readonly act: () => Act;
  readonly within: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
  connect(options?: CrmMapping & { secret?: CrmSecret }): Promise<CrmConnection>;
  connection(): Promise<CrmConnection>;
  /** Somebody asks for a reading, and it goes as far as it goes now. */
  sync(): Promise<CrmConnection>;
  /** The reactor and every job that is due. Errors of jobs are returned. */
  drain(signal?: AbortSignal): Promise<unknown[]>;
  /** Turns the clock until nothing is left to do but the next regular run. */
  settle(): Promise<CrmConnection>;
  /** Everything that was read, as the stand-in would say it. */
  read(): Promise<Mirror>;
  /** The same of the stand-in. */
  there(): Mirror;
  close(): Promise<void>;
}

export interface Mirror {
  readonly contacts: Readonly<Record<string, readonly string[]>>;
  readonly deals: Readonly<Record<string, { name: string; stage: string | null; owner: string | null; value: number | null; currency: string | null; contacts: readonly string[] }>>;
}

export async function openCrmRoom(): Promise<CrmRoom> {
  const desk = await openDesk();
  const clock = testClock(deskNow);
  const hubspot = await startHubspot({ nowMs: () => clock.nowMs() });
  const key = parseSecretKey(randomBytes(32).toString('base64'), 'test');
  const sources = createCrmSources({ hubspotUrl: hubspot.url, outbound: { allow: ['127.0.0.1'] }, nowMs: () => clock.nowMs() });
  const means: CrmRoom['means'] = new Map();
  const countMeans: MeanReplyTimes = async (_tx, _act, contacts) => new Map(contacts.flatMap(({ id, addresses }) => addresses.flatMap((address) => (means.has(address) ? [[id, means.get(address)!] as const] : []))));
  const within: CrmRoom['within'] = (work) => desk.database.withAccount(desk.accountId, work);
  const act = (): Act => systemAct(desk.accountId, new Date(clock.nowMs()).toISOString(), 'test');
  const jobs = crmJobs({ database: desk.database, clock, key: async () => key, sources, wake: () => {}, means: countMeans });

  const drain: CrmRoom['drain'] = async (signal = new AbortController().signal) => {
    const failures: unknown[] = [];
    for (;;) {
      await catchUp(desk.database, [crmReactor]);
      const taken = await takeJobs(desk.database, { queue: crmQueue, limit: 20, leaseMs: 60_000, nowMs: clock.nowMs() });
      if (taken.length === 0) return failures;
      for (const job of taken) {
        try {
          await jobs[job.kind]!(job, { signal });
          await desk.database.withoutAccount((tx) => finishJob(tx, job));
        } catch (error) {
          failures.push(error);
          await desk.database.withoutAccount((tx) => failJob(tx, job, { error, nowMs: clock.nowMs(), random: () => 0 }));
        }
      }
      if (signal.aborted) return failures;
    }
  };
  const connection = async (): Promise<CrmConnection> => (await within((tx) => findCrmConnection(tx, act(), 'hubspot')))!;
  const room: CrmRoom = {
    desk, hubspot, clock, key, sources, means, countMeans, act, within, drain, connection,
    connect: async ({ secret = { token: hubspot.token }, ...mapping } = {}) => within((tx) => connectCrm(tx, act(), key, { kind: 'hubspot', settings: {}, secret, ...mapping })),
    sync: async () => {
      const { id } = await connection();
      await within((tx) => startCrmSync(tx, act(), id));
      await drain();
      return connection();
    },
    settle: async () => {
      for (let n = 0; n < 60; n += 1) {
        await drain();
        const found = await connection();
        if (found.step === null && found.problemKey === null && found.syncedAt !== null) return found;
        if (found.state === 'refused') return found;
        clock.advance(60_000);
      }
      throw new Error('it never ends');
    },
    read: async () => within(async (tx) => {
      const contacts = await tx.rows(sql<{ id: string; addresses: string[] }>`
        SELECT external_id AS id, ARRAY(SELECT a.address FROM crm_contact_addresses a WHERE a.account_id = c.account_id AND a.connection_id = c.connection_id AND a.external_id = c.external_id ORDER BY 1) AS addresses
        FROM crm_contacts c WHERE account_id = ${tx.accountId}`);
      const deals = await tx.rows(sql<{ id: string; name: string; stage: string | null; owner: string | null; value: number | null; currency: string | null; contacts: string[] }>`
        SELECT d.external_id AS id, d.name, s.label AS stage, o.address AS owner, d.value::float8 AS value, d.currency,
          ARRAY(SELECT c.external_id FROM deal_contacts c WHERE c.account_id = d.account_id AND c.deal_id = d.id ORDER BY c.external_id) AS contacts
        FROM deals d LEFT JOIN deal_stages s ON s.account_id = d.account_id AND s.id = d.stage_id LEFT JOIN crm_owners o ON o.account_id = d.account_id AND o.connection_id = d.connection_id AND o.external_id = d.owner_id
        WHERE d.account_id = ${tx.accountId} AND d.deleted_at IS NULL`);
      return { contacts: Object.fromEntries(contacts.map(({ id, addresses }) => [id, addresses])), deals: Object.fromEntries(deals.map(({ id, ...deal }) => [id, deal])) };
    }),
    there: () => {
      const { records } = hubspot;
      const list = (text: string | undefined): string[] => (text ?? '').split(';').filter((one) => one !== '');
      return {
        contacts: Object.fromEntries([...records.contacts.values()].filter(({ archivedMs }) => archivedMs === null).map(({ id, properties }) => [id, [...list(properties['email']), ...list(properties['hs_additional_emails'])].map((one) => one.toLowerCase()).toSorted()])),
        deals: Object.fromEntries([...records.deals.values()].filter(({ archivedMs }) => archivedMs === null).map(({ id, properties }) => [id, {
          name: properties['dealname'] ?? '', stage: records.pipelines[0]!.stages.find((stage) => stage.id === properties['dealstage'])?.label ?? null,
          owner: records.owners.find((owner) => owner.id === properties['hubspot_owner_id'])?.email.toLowerCase() ?? null, value: properties['amount'] === undefined ? null : Number(properties['amount']),
          currency: properties['amount'] === undefined ? null : properties['deal_currency_code'] ?? 'EUR', contacts: [...records.links.get(id) ?? []].toSorted(),
        }])),
      };
    },
    close: async () => {
      await hubspot.close();
      await desk.close();
    },
  };
  return room;
}

/** So many contacts and deals, a few with odd values. */
export function fillHubspot(hubspot: Hubspot, { contacts, deals }: { contacts: number; deals: number }): void {
  hubspot.records.owners.push({ id: '71', email: 'Ada@desk.test', firstName: 'Ada', lastName: 'L', archived: false }, { id: '72', email: 'zoe@else.test', firstName: '', lastName: '', archived: false });
  for (let n = 1; n <= contacts; n += 1) hubspot.put('contacts', String(1_000 + n), n % 10 === 0 ? {} : { email: `Person${n}@home.test`, ...(n % 9 === 0 && { hs_additional_emails: `second${n}@home.test;third${n}@home.test` }) });
  for (let n = 1; n <= deals; n += 1) {
    const id = String(5_000 + n);
    hubspot.put('deals', id, {
      dealname: `Deal ${n}`, pipeline: 'default', dealstage: ['appointmentscheduled', 'closedwon', 'closedlost'][n % 3]!, ...(n % 4 > 0 && { hubspot_owner_id: n % 2 === 0 ? '71' : '72' }),
      ...(n % 5 > 0 && { amount: String(n * 10.5) }), ...(n % 7 === 0 && { deal_currency_code: 'USD' }), closedate: '2024-07-01T00:00:00Z',
    });
    if (contacts > 0) hubspot.link(id, ...new Set(Array.from({ length: n % 6 }, (_, k) => String(1_001 + ((n * 3 + k) % contacts)))));
  }
}
