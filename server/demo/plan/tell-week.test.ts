import assert from 'node:assert/strict';
import { test } from 'node:test';
import { company } from '../company.ts';
import { tellWeek } from './tell-week.ts';
import { localOf, planWeek } from './week.ts';

test('the same seed and instant tell the same week, another seed another one', () => {
  const at = Date.parse('2026-06-17T08:47:00Z');
  assert.deepEqual(tellWeek(1, at).stories, tellWeek(1, at).stories);
  assert.notDeepEqual(tellWeek(1, at).stories, tellWeek(2, at).stories);
});

for (const now of ['2026-06-20T13:00:00Z', '2026-03-30T06:05:00Z', '2027-01-01T00:10:00Z', '2026-10-26T21:59:00Z', '2028-02-29T10:00:00Z']) {
  test(`a week before ${now}: nothing from the future, five working days, only reserved domains`, () => {
    const nowMs = Date.parse(now);
    const { stories, world } = tellWeek(2_416, nowMs);
    assert.equal(new Set(world.week.workingDays.map(String)).size, 5);
    assert.ok(!world.week.holidays.slice(0, 1).some((date) => world.week.workingDays.map(String).includes(date)));
    assert.ok(stories.length > 170 && stories.length < 220, `${stories.length} stories`);
    const mails = stories.flatMap((story) => story.mails);
    assert.ok(mails.length > 400);
    assert.equal(new Set(mails.map((mail) => mail.id)).size, mails.length);
    for (const mail of mails) {
      assert.ok(mail.at < nowMs && mail.at > nowMs - 14 * 86_400_000, new Date(mail.at).toISOString());
      for (const { address } of [mail.from, ...mail.to, ...(mail.cc ?? [])]) assert.match(address, /@[a-z0-9.-]+\.(example|test)$/);
    }
    for (const story of stories) {
      assert.ok(story.mails.length > 0);
      for (const [at, mail] of story.mails.entries()) assert.ok(at === 0 || mail.at > story.mails[at - 1]!.at, `${mail.subject}: in order of time`);
      for (const act of story.acts) assert.ok(act.at < nowMs);
    }
  });
}

test('the third weekday back is a holiday; a weekend between is no working day', () => {
  const week = planWeek(Date.parse('2026-06-17T08:47:00Z'));
  assert.deepEqual(week.workingDays.map(String), ['2026-06-09', '2026-06-10', '2026-06-11', '2026-06-15', '2026-06-16']);
  assert.ok(week.holidays.includes('2026-06-12'));
  assert.equal(localOf(week.at(3, '09:00')).timeZoneId, company.zone);
});
