import type { WorkState } from '#storage/inspect/index.ts';
import { ok, problem, warning, type Check } from './check.ts';

/** A consumer this far behind while a server runs is more than a burst. */
const lagMax = 10_000;

/** What waits, what failed. */
export function checkWork(state: WorkState, { isServerRunning }: { isServerRunning: boolean }): Check[] {
  return [
    ok('accounts', state.accounts === 0 ? 'none yet: claim the server by the link it prints, or run patchbay setup' : String(state.accounts)),
    checkLag(state, isServerRunning),
    checkSearch(state, isServerRunning),
    checkJobs(state),
    checkMailboxes(state),
    checkAddresses(state),
    state.quarantined === 0 ? ok('quarantine', 'empty')
      : warning('quarantine', `${state.quarantined} mails could not be read and are kept`, 'Their bytes are safe: patchbay quarantine list --account ID shows why. A later version may read them.'),
  ];
}

function checkLag({ lagging, unsequenced }: WorkState, isServerRunning: boolean): Check {
  const parts = [...lagging.map(({ consumer, events }) => `${consumer} is ${events} events behind`), ...(unsequenced > 0 ? [`${unsequenced} events wait for their position`] : [])];
  if (parts.length === 0) return ok('projections', 'figures and search are up to date');
  const worst = Math.max(unsequenced, ...lagging.map(({ events }) => events));
  if (!isServerRunning) return ok('projections', `${parts.join(', ')}; a running server catches up`);
  return worst > lagMax ? warning('projections', parts.join(', '), 'Figures are late. The log of the server says why.') : ok('projections', parts.join(', '));
}

function checkSearch({ searchFill }: WorkState, isServerRunning: boolean): Check {
  if (searchFill === null) return ok('search', 'has all of the history');
  const { done, total, accounts } = searchFill;
  const text = `${count(done)} of ${total === null ? 'all' : count(total)} messages${accounts > 1 ? ` of ${accounts} accounts` : ''}, newest first`;
  return warning('search', text, isServerRunning ? 'New mail is found at once; older mail is still being indexed, and some of it may not be found until then.' : 'A running server goes on with it.');
}

const count = (value: number): string => value.toLocaleString('en-US');

function checkJobs({ failedJobs, overdueJobs }: WorkState): Check {
  if (failedJobs > 0) return problem('jobs', `${failedJobs} gave up after all their tries`, 'The log of the server says why.');
  return overdueJobs > 0 ? warning('jobs', `${overdueJobs} wait for more than ten minutes`, 'Is a server running?') : ok('jobs', 'none failed');
}

function checkMailboxes({ failingMailboxes }: WorkState): Check {
  const [first] = failingMailboxes;
  if (!first) return ok('mailboxes', 'none fails');
  const others = failingMailboxes.length === 1 ? '' : `, and ${failingMailboxes.length - 1} more`;
  return problem('mailboxes', `${first.address} cannot be read since ${first.since}: ${first.text}${others}`, `patchbay channel test ${first.address} --account ${first.accountId} shows what fails, patchbay channel list all of them.`);
}

function checkAddresses({ addressesElsewhere }: WorkState): Check {
  if (addressesElsewhere.length === 0) return ok('addresses', 'each belongs to one account');
  const named = addressesElsewhere.slice(0, 5).map(({ accountId, address }) => `${address} (account ${accountId})`).join(', ');
  const others = addressesElsewhere.length > 5 ? `, and ${addressesElsewhere.length - 5} more` : '';
  return warning('addresses', `mail handed over for these goes to another account, which had them first: ${named}${others}`,
    'Give these channels other addresses, or have the other account give them up (remove the alias: within the hour it goes where it is named here; or disable the channel: after 14 days).');
}
