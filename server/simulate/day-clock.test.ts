import assert from 'node:assert/strict';
import test from 'node:test';
import { dayClock, type Speed } from './day-clock.ts';

const endMs = Date.UTC(2026, 0, 5, 9);

/** A wall whose time passes by sleeping and by `work`. */
function open(speed: Speed) {
  let wallMs = 500;
  const clock = dayClock(speed, { nowMs: endMs, hours: 1 }, { nowMs: () => wallMs, sleep: async (ms) => { wallMs += ms; } });
  return { clock, work: (ms: number) => { wallMs += ms; }, spent: () => wallMs - 500 };
}

test('virtual time goes from event to event, ends now and never waits', async () => {
  const { clock, work, spent } = open('virtual');
  assert.equal(clock.nowMs(), endMs - 3_600_000);
  work(10_000);
  await clock.reach(endMs);
  assert.deepEqual([clock.nowMs(), spent()], [endMs, 10_000]);
  await clock.reach(endMs - 5);
  assert.equal(clock.nowMs(), endMs, 'it never goes back');
});

test('a speed is kept where the machine can, and work that takes longer takes no time of the day', async () => {
  const { clock, work, spent } = open(30);
  await clock.reach(endMs - 3_540_000);
  assert.deepEqual([clock.nowMs(), Math.round(spent())], [endMs - 3_540_000, 2_000], 'a minute in two seconds');
  work(60_000);
  assert.equal(clock.nowMs(), endMs - 3_540_000, 'a minute of work is no half hour of the day');
  await clock.reach(endMs - 3_539_000);
  assert.deepEqual([clock.nowMs(), Math.round(spent())], [endMs - 3_539_000, 62_000], 'what is late is not waited for');
});

test('real time is the clock on the wall, whatever happens', async () => {
  const { clock, work } = open('real');
  assert.equal(clock.nowMs(), endMs);
  work(1_500);
  assert.equal(clock.nowMs(), endMs + 1_500);
  await clock.reach(endMs + 4_000);
  assert.equal(clock.nowMs(), endMs + 4_000);
});
