/**
 * Runs in the page before its own scripts. `expect` begins to watch for a condition; the time runs from the next key press as the browser stamped it to the
 * first frame after the condition holds (looked at in every frame, so that a figure is at most one frame too long, never too short).
 */
export const measureInPage = `
globalThis.deskBench = (() => {
  let started = null, took = null, known = { row: null, thread: null };
  let resolveTook = () => {};
  addEventListener('keydown', (event) => { if (started === 'armed' && !['Shift', 'Control'].includes(event.key)) started = event.timeStamp; }, true);
  const row = () => document.querySelector('.row.open')?.id ?? document.querySelector('.row.active')?.id ?? null;
  const thread = () => document.querySelector('#thread-subject') && location.pathname + ':' + (document.querySelector('#timeline .message')?.getAttribute('aria-label') ?? '');
  const bench = {
    lastToast: null,
    isNewToast: () => { const toast = document.querySelector('.toast:last-child'); return toast !== null && toast !== bench.lastToast; },
    isNewRow: () => row() !== known.row,
    isNewThread: () => location.pathname !== known.thread && document.querySelector('#timeline')?.getAttribute('data-conversation') === location.pathname.split('/').at(-1),
    expect(condition) {
      const test = new Function('deskBench', 'return ' + condition);
      started = 'armed';
      known = { row: row(), thread: location.pathname };
      bench.lastToast = document.querySelector('.toast:last-child');
      took = new Promise((resolve) => { resolveTook = resolve; });
      const look = () => {
        if (started === 'armed' || !test(bench)) return requestAnimationFrame(look);
        // What holds now is painted with this frame: its end is the time.
        const channel = new MessageChannel();
        channel.port1.onmessage = () => resolveTook(performance.now() - started);
        channel.port2.postMessage(null);
      };
      requestAnimationFrame(look);
    },
    /** Milliseconds; an error that says what stood there where nothing came within half a minute. */
    took: () => Promise.race([took, new Promise((_, reject) => setTimeout(() => reject(new Error('did not happen: ' + location.href + ' ' + started + ' ' + (document.querySelector('.desk')?.innerText ?? '').slice(-600))), 30_000))]),
    /** Nothing under way: no long task and no request for 120 ms. */
    idle: () => new Promise((resolve) => {
      let last = performance.now();
      const observer = new PerformanceObserver(() => { last = performance.now(); });
      observer.observe({ entryTypes: ['resource', 'longtask'] });
      const look = () => { if (performance.now() - last < 120) setTimeout(look, 30); else { observer.disconnect(); resolve(null); } };
      setTimeout(look, 30);
    }),
    async scroll(step, frames) {
      const list = document.getElementById('conversation-list');
      list.scrollTop = 0;
      await bench.idle();
      const deltas = [];
      let last = null;
      await new Promise((resolve) => {
        const frame = (now) => {
          if (last !== null) deltas.push(now - last);
          last = now;
          list.scrollTop += step;
          if (deltas.length < frames) requestAnimationFrame(frame); else resolve(null);
        };
        requestAnimationFrame(frame);
      });
      return { deltas, count: Math.round(document.querySelector('.list-inner').getBoundingClientRect().height / 76) };
    },
    async loadAll(wanted) {
      const list = document.getElementById('conversation-list');
      let still = 0, before = 0;
      while (still < 100) {
        list.scrollTop = list.scrollHeight;
        await new Promise((resolve) => setTimeout(resolve, 60)); // the server takes 1,200 requests a minute of one person
        const count = Math.round(document.querySelector('.list-inner').getBoundingClientRect().height / 76);
        still = count === before ? still + 1 : 0;
        before = count;
        if (count >= wanted) break;
      }
      await bench.idle();
    },
  };
  return bench;
})();
`;
