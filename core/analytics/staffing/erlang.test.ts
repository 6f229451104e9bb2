import assert from 'node:assert/strict';
import test from 'node:test';
import { agentsFor, erlangB, erlangC, waitErlangA, waitErlangC } from './erlang.ts';

const near = (value: number, wanted: number, within: number): void => { assert.ok(Math.abs(value - wanted) <= within, `${value} is not ${wanted} within ${within}`); };

/**
 * "ErlangC: Solve Erlang-C Model", R package 0.1.0 by Damonsoul, CRAN 2024-12-05, README, https://stat.ethz.ch/CRAN/web/packages/ErlangC/readme/README.html:
 * 100 calls in 30 minutes, 180 s each, answered within 20 s; with 14 agents, and the first row of its table of tries (11 agents).
 */
test('Erlang C gives the values that others have published', () => {
  const model = { arrivalRate: 100 / 1800, handleTime: 180 };
  const fourteen = waitErlangC({ ...model, agents: 14 });
  near(fourteen.waits, 0.1741319, 5e-8);
  near(fourteen.servedWithin(20), 0.88835, 5e-6);
  near(fourteen.meanWait, 7.83593701177724, 1e-11);
  near(fourteen.occupancy, 0.7142857, 5e-8);
  const eleven = waitErlangC({ ...model, agents: 11 });
  near(eleven.waits, 0.6821182, 5e-8);
  near(eleven.servedWithin(20), 0.3896138, 5e-8);
  assert.equal(agentsFor({ ...model, patience: null }, { share: 0.8, within: 20 }), 14);
});

/**
 * O. Garnett, A. Mandelbaum, M. Reiman, "Designing a Call Center with Impatient Customers", Manufacturing & Service Operations Management 4(3), 2002, the comparison in
 * its introduction: 50 agents, 48 calls a minute of a minute each, without and with a mean patience of two minutes. Compared to the digits that are printed there.
 */
test('Erlang A and Erlang C give the values that others have published for one call centre', () => {
  const model = { arrivalRate: 48 / 60, handleTime: 60, agents: 50 };
  const [endless, impatient] = [waitErlangC(model), waitErlangA({ ...model, patience: 120 })];
  const printed = ({ meanWait, occupancy }: { meanWait: number; occupancy: number }) => ({ wait: meanWait.toFixed(1), queue: (meanWait * model.arrivalRate).toFixed(0), occupancy: (100 * occupancy).toFixed(0) });
  assert.deepEqual(printed(endless), { wait: '20.8', queue: '17', occupancy: '96' });
  assert.deepEqual({ ...printed(impatient), abandons: (100 * impatient.abandons).toFixed(1) }, { wait: '3.7', queue: '3', occupancy: '93', abandons: '3.1' });
  assert.deepEqual([endless.servedWithin(58.05) < 0.9, endless.servedWithin(58.15) > 0.9], [true, true], 'nine in ten within 58.1 s');
});

test('Erlang C is what its definition says, for one agent and for as much load as agents', () => {
  near(erlangC(0.6, 1), 0.6, 1e-15);
  near(erlangB(1, 1), 0.5, 1e-15);
  assert.equal(erlangC(12, 12), 1);
  assert.equal(waitErlangC({ arrivalRate: 2, handleTime: 6, agents: 12 }).meanWait, Infinity);
  const power = (load: number, agents: number): number => { // the textbook's sum, where it does not overflow
    let term = 1;
    let sum = 0;
    for (let k = 0; k < agents; k += 1) [sum, term] = [sum + term, term * load / (k + 1)];
    const tail = term * agents / (agents - load);
    return tail / (sum + tail);
  };
  for (const [load, agents] of [[3, 5], [10, 12], [48, 50], [90, 100]] as const) near(erlangC(load, agents), power(load, agents), 1e-12);
});

/** With a patience as long as a call, everybody leaves at one rate whether served or waiting: M/M/infinity, so the number in the system is Poisson. */
test('Erlang A with a patience as long as a call is Poisson', () => {
  for (const [load, agents] of [[2, 3], [12, 10], [102, 100], [60, 75]] as const) {
    let chance = Math.exp(-load);
    let below = 0;
    let queue = 0;
    for (let count = 0; count < 600; count += 1) {
      if (count < agents) below += chance;
      queue += Math.max(0, count - agents) * chance;
      chance *= load / (count + 1);
    }
    const model = waitErlangA({ arrivalRate: load, handleTime: 1, agents, patience: 1 });
    near(model.waits, 1 - below, 1e-10);
    near(model.meanWait, queue / load, 1e-10);
    near(model.abandons, queue / load, 1e-10);
  }
});

test('Erlang A becomes Erlang C as patience grows, and nobody is lost in its sums', () => {
  const model = { arrivalRate: 100 / 1800, handleTime: 180, agents: 14 };
  const patient = waitErlangA({ ...model, patience: 1e9 });
  const endless = waitErlangC(model);
  near(patient.waits, endless.waits, 1e-6);
  near(patient.meanWait, endless.meanWait, 1e-4);
  near(patient.servedWithin(20), endless.servedWithin(20), 1e-6);
  const impatient = waitErlangA({ ...model, agents: 9, patience: 60 });
  near(impatient.meanWait / 60, impatient.abandons, 1e-12);
  near(impatient.servedWithin(3_000), 1 - impatient.abandons, 1e-9);
  near(impatient.servedWithin(0), 1 - impatient.waits, 1e-15);
  near(impatient.occupancy, 10 * (1 - impatient.abandons) / 9, 1e-12);
});

test('the fewest agents for a target are enough, and one fewer is not', () => {
  const model = { arrivalRate: 0.5, handleTime: 240, patience: 90 };
  const target = { share: 0.8, within: 20 };
  const agents = agentsFor(model, target)!;
  assert.ok(waitErlangA({ ...model, agents }).servedWithin(20) >= 0.8);
  assert.ok(waitErlangA({ ...model, agents: agents - 1 }).servedWithin(20) < 0.8);
  assert.ok(agents <= agentsFor({ ...model, patience: null }, target)!);
  assert.equal(agentsFor(model, { share: 1.1, within: 20 }, 500), null);
});

test('what makes no sense is refused', () => {
  assert.throws(() => waitErlangC({ arrivalRate: 0, handleTime: 1, agents: 1 }), RangeError);
  assert.throws(() => waitErlangC({ arrivalRate: 1, handleTime: 1, agents: 1.5 }), RangeError);
  assert.throws(() => waitErlangA({ arrivalRate: 1, handleTime: 1, agents: 1, patience: Number.NaN }), RangeError);
});
