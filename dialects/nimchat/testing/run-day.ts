import { playDay } from './day-story.ts';

/** `node dialects/nimchat/testing/run-day.ts http://localhost:3103 TOKEN` */
const [baseUrl = '', token = ''] = process.argv.slice(2);
await playDay({ baseUrl, token, print: (line) => { console.log(line); } });
console.log('the day is over: every answer was as it should be');
