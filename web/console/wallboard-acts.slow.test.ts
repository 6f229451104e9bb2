import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import { systemAct, type Act } from '#core/kernel/index.ts';
import { statusIds } from '#core/presence/index.ts';
import { changeMenu, changeQueue, createMenu, createQueue, setAssignments } from '#core/queues/index.ts';
import { answerOffer, bringAgentOnline, findOffersOf, setAgentStatus, startLine, tellLine, type Change } from '#core/routing/index.ts';
import { sql } from '#storage/index.ts';
import { noChromium } from '#testkit/browser/open-chromium.ts';
import { openConsole, until, type ConsoleRig } from './testing/open-console.ts';

interface Agent { readonly id: number; readonly name: string }
interface Interaction { readonly state: string; readonly agentId: number | null; readonly parties: readonly { readonly kind: string; readonly role: string; readonly agentId: number | null; readonly leftAt: string | null }[] }

describe('what a supervisor does on the floor, in a browser', { skip: noChromium }, () => {
  let rig: ConsoleRig;
  let agents: Agent[];
  let queueId = 0;
  let page: Page;
  let context: BrowserContext;
  let faults: string[];
  const act = (): Act => systemAct(rig.accountId, new Date().toISOString(), 'test');
  const change: Change = (work) => rig.database.withAccount(rig.accountId, work);
  before(async () => {
    rig = await openConsole();
    await change(async (tx) => {
      agents = await tx.rows(sql<Agent>`SELECT a.id, a.name FROM agents a JOIN users u ON u.id = a.user_id WHERE a.account_id = ${tx.accountId} AND u.email_norm <> ${rig.owner} ORDER BY (u.email = ${rig.agents[0]}) DESC, a.id LIMIT 3`);
      queueId = (await createQueue(tx, act(), { kind: 'call', name: 'Orders', wrapUpSeconds: 0, offerSeconds: 600, targetSeconds: 1 })).id;
      await setAssignments(tx, act(), queueId, agents.slice(0, 2).map(({ id }) => ({ agentId: id, teamId: null, level: 1 })));
    });
    // The first of them supervises, too.
    await rig.database.rows(sql`
      UPDATE memberships m SET role_id = (SELECT o.role_id FROM memberships o JOIN users w ON w.id = o.user_id WHERE o.account_id = m.account_id AND w.email = ${rig.owner})
      FROM users u WHERE u.id = m.user_id AND u.email = ${rig.agents[0]} AND m.account_id = ${rig.accountId}`);
    for (const { id } of agents) await bringAgentOnline(change, act(), { agentId: id, statusId: statusIds.available });
    ({ page, context, faults } = await rig.signIn(rig.agents[0]));
  });
  after(() => rig?.close());

  let calls = 0;
  /** A call that waits, or rings at whoever is free. */
  async function arrive(): Promise<number> {
    calls += 1;
    return (await startLine(change, act(), { kind: 'call', providerRef: `floor-${calls}`, entry: 'ivr', to: '+4930555', queueId })).interaction.id;
  }
  /** One that an agent talks in. */
  async function talk(): Promise<{ id: number; agent: Agent }> {
    const id = await arrive();
    const offer = (await change((tx) => findOffersOf(tx, act(), id))).find(({ state }) => state === 'open')!;
    await answerOffer(change, act(), { offerId: offer.id, answer: 'pick-up' });
    await tellLine(change, act(), { kind: 'call', interactionId: id, event: { event: 'connected' } });
    return { id, agent: agents.find((one) => one.id === offer.agentId)! };
  }
  const hangUp = (id: number) => tellLine(change, act(), { kind: 'call', interactionId: id, event: { event: 'hang-up' } });
  const record = (id: number): Promise<Interaction> => rig.ask<Interaction>(context, `/interactions/${id}`);
  const menuOf = (agent: Agent) => page.getByRole('button', { name: `What to do with ${agent.name}` });
  const isIn = async (id: number, agentId: number, role: string): Promise<boolean> => (await record(id)).parties.some((party) => party.agentId === agentId && party.role === role && party.leftAt === null);

  test('a waiting call is handed to a named person, with a reason, and rings there', async () => {
    for (const { id } of agents.slice(0, 2)) await setAgentStatus(change, act(), { agentId: id, statusId: statusIds.break });
    const id = await arrive();
    await page.goto('/app/wallboard');
    // By the list of those at risk.
    await page.getByRole('button', { name: `Hand over: Phone ${id}` }).first().click();
    const dialog = page.getByRole('dialog', { name: `Hand Phone ${id} to somebody` });
    await dialog.getByLabel('To whom').selectOption(String(agents[2]!.id));
    await dialog.getByLabel('Why').fill('She asked for him');
    await dialog.getByRole('button', { name: 'Hand over', exact: true }).click();
    await page.locator('.toast', { hasText: `Held out to ${agents[2]!.name}.` }).waitFor();
    const [offer] = (await change((tx) => findOffersOf(tx, act(), id))).filter(({ state }) => state === 'open');
    assert.deepEqual([offer?.agentId, offer?.reason.rule, offer?.reason.note], [agents[2]!.id, 'asked-for', 'She asked for him']);
    await page.getByRole('link', { name: 'Agents', exact: true }).click();
    await page.locator('tr', { hasText: agents[2]!.name }).getByText('is offered').waitFor();
    await hangUp(id);
    // By the rows of the figure, to somebody who is not free: the refusal is said, nothing changes.
    const second = await arrive();
    await page.goto('/app/wallboard');
    await page.locator('.board-table tbody tr', { hasText: 'Orders' }).locator('[data-name=Waiting] .figure').click();
    await page.getByRole('dialog', { name: 'Waiting: Orders' }).getByRole('button', { name: `Hand over: Phone ${second}` }).click();
    const again = page.getByRole('dialog', { name: `Hand Phone ${second} to somebody` });
    await again.getByLabel('Why').fill('Anybody');
    await again.getByLabel('To whom').selectOption(String(agents[2]!.id));
    await setAgentStatus(change, act(), { agentId: agents[2]!.id, statusId: statusIds.break });
    await again.getByRole('button', { name: 'Hand over', exact: true }).click();
    await again.getByText('This agent is not free for it now.').waitFor();
    assert.equal((await change((tx) => findOffersOf(tx, act(), second))).filter(({ state }) => state === 'open').length, 0);
    await hangUp(second);
    for (const { id: agentId } of agents) await setAgentStatus(change, act(), { agentId, statusId: statusIds.available });
  });

  test('a talk is listened to, joined and given to somebody else; a status is changed and says by whom', async () => {
    const me = agents[0]!;
    for (const { id: agentId } of agents) await setAgentStatus(change, act(), { agentId, statusId: agentId === me.id ? statusIds.break : statusIds.available });
    const { id, agent } = await talk();
    await page.goto('/app/wallboard/agents');
    await page.locator('tr', { hasText: agent.name }).getByText('talks').waitFor();
    await menuOf(agent).click();
    await page.getByRole('menuitem', { name: new RegExp(`^Listen.*Phone ${id}`) }).click();
    await until(() => isIn(id, me.id, 'monitor'));
    await tellLine(change, act(), { kind: 'call', interactionId: id, event: { event: 'input', name: 'x', value: 'y' } });
    // Given away: the colleague is asked, takes it, and has it.
    const other = agents[2]!;
    await menuOf(agent).click();
    await page.getByRole('menuitem', { name: new RegExp(`Phone ${id}`) }).last().click();
    await page.locator('#chooser-list [role=option]', { hasText: other.name }).click();
    await until(async () => (await change((tx) => findOffersOf(tx, act(), id))).some(({ agentId, state }) => agentId === other.id && state === 'open'));
    const offer = (await change((tx) => findOffersOf(tx, act(), id))).find(({ agentId, state }) => agentId === other.id && state === 'open')!;
    await answerOffer(change, act(), { offerId: offer.id, answer: 'pick-up' });
    await tellLine(change, act(), { kind: 'call', interactionId: id, event: { event: 'connected' } });
    assert.equal((await record(id)).agentId, other.id);
    await page.locator('tr', { hasText: other.name }).getByText('talks').waitFor();
    await hangUp(id);

    await menuOf(other).click();
    await page.getByRole('menuitem', { name: 'Change the status' }).click();
    await page.locator('#chooser-list [role=option]', { hasText: 'Meal' }).click();
    await page.locator('tr', { hasText: other.name }).getByText('Meal').waitFor();
    await page.locator('tr', { hasText: other.name }).getByText(me.name).waitFor();
    const { status } = await change((tx) => tx.one(sql<{ status: number }>`SELECT status_id AS status FROM agent_presence WHERE account_id = ${tx.accountId} AND agent_id = ${other.id}`));
    assert.equal(status, statusIds.meal);
  });

  test('a queue or menu that somebody else changes follows on the page, but for what is being typed there, which is told', async () => {
    await page.goto(`/app/settings/queues/${queueId}`);
    const target = page.getByLabel('Answered within (seconds)');
    await target.waitFor();
    await change((tx) => changeQueue(tx, act(), queueId, { targetSeconds: 33 }));
    await page.waitForFunction(() => [...document.querySelectorAll('input')].some(({ value }) => value === '33'));
    await page.getByLabel('Name', { exact: true }).fill('Orders and more');
    await change((tx) => changeQueue(tx, act(), queueId, { targetSeconds: 44 }));
    await page.getByText('Somebody else has changed this meanwhile.').waitFor();
    assert.deepEqual([await page.getByLabel('Name', { exact: true }).inputValue(), await target.inputValue()], ['Orders and more', '33']);
    await page.getByRole('button', { name: 'Show what is so now' }).click();
    await page.waitForFunction(() => [...document.querySelectorAll('input')].some(({ value }) => value === '44'));
    assert.equal(await page.getByLabel('Name', { exact: true }).inputValue(), 'Orders');
    // What one saves oneself is no surprise.
    await page.getByLabel('Name', { exact: true }).fill('Orders by phone');
    await page.locator('form.queue-form').getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'Orders by phone' }).waitFor();
    assert.equal(await page.getByText('Somebody else has changed this meanwhile.').count(), 0);

    await page.goto('/app/settings/menus');
    await page.getByLabel('New choice').waitFor();
    const { id: menuId } = await change((tx) => createMenu(tx, act(), { kind: 'ivr', name: 'Support' }));
    await page.getByRole('row', { name: 'Support' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Help');
    await change((tx) => changeMenu(tx, act(), menuId, { outputMessage: 'Welcome' }));
    await page.getByText('Somebody else has changed this meanwhile.').waitFor();
    await page.getByRole('button', { name: 'Show what is so now' }).click();
    assert.equal(await page.getByLabel('Name', { exact: true }).inputValue(), 'Support');
    assert.deepEqual(faults, []);
  });
});
