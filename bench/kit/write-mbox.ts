import { writeFileSync } from 'node:fs';
import { volumeWords } from '#storage/testing/volume-words.ts';

/**
 * Writes an mbox of so many invented mails and returns its path: threads of one to eight, two thirds plain text, a quarter with HTML beside
 * it, one in twelve with a file of 20 kB. The same mails at every run.
 */
export function writeMbox(path: string, count: number): string {
  const words = volumeWords();
  const texts = words.bodies(400);
  const subjects = words.subjects(300);
  const mails = Array.from({ length: count }, (_, n) => writeMail(n, texts, subjects));
  writeFileSync(path, mails.join('\n'));
  return path;
}

function writeMail(n: number, texts: readonly string[], subjects: readonly string[]): string {
  const thread = Math.trunc(n / 4) - (n % 3);
  const place = n % 4;
  const date = new Date(Date.UTC(2025, 0, 1) + n * 7_200_000).toUTCString().replace('GMT', '+0000');
  const id = (at: number): string => `<${thread}.${at}@generated.test>`;
  const subject = subjects[Math.abs(thread) % subjects.length]!;
  const text = Array.from({ length: 3 + (n % 9) }, (_, at) => wrap(texts[(n * 13 + at) % texts.length]!)).join('\n\n');
  const head = [
    'From generated@generated.test Thu Jan  1 00:00:00 2026',
    `From: Person ${n % 211} <p${n % 211}@home${n % 17}.test>`, 'To: help@bench.test', `Subject: ${place > 0 ? 'Re: ' : ''}${subject}`, `Date: ${date}`, `Message-ID: ${id(n)}`,
    ...(place > 0 ? [`In-Reply-To: ${id(n - 1)}`, `References: ${id(n - place)} ${id(n - 1)}`] : []),
    'MIME-Version: 1.0',
  ];
  const plain = `Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n${text}\n`;
  if (n % 12 === 5) return [...head, 'Content-Type: multipart/mixed; boundary=b', '', '--b', plain, '--b', file(n), '--b--', ''].join('\n');
  if (n % 4 === 1) return [...head, 'Content-Type: multipart/alternative; boundary=b', '', '--b', plain, '--b', html(text), '--b--', ''].join('\n');
  return [...head, plain].join('\n');
}

function html(text: string): string {
  const paragraphs = text.split('\n\n').map((part) => `<p style="margin:0 0 8px">${part}</p>`).join('\n');
  return `Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n<html><body><div><table><tr><td>${paragraphs}</td></tr></table></div></body></html>\n`;
}

function file(n: number): string {
  const bytes = Buffer.alloc(20_000, `file ${n} `).toString('base64').replaceAll(/.{76}/g, '$&\n');
  return `Content-Type: application/pdf\nContent-Disposition: attachment; filename="Document ${n}.pdf"\nContent-Transfer-Encoding: base64\n\n${bytes}\n`;
}

function wrap(text: string): string {
  return text.replaceAll(/(.{60,72}) /g, '$1\n');
}
