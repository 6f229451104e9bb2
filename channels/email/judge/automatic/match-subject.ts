import { absenceSubjects } from './absence-subjects.ts';
import { automaticReplySubjects } from './automatic-reply-subjects.ts';
import { bounceSubjects } from './bounce-subjects.ts';

/** What kind of machine a subject sounds like. A person may write any of these, so it is never proof alone. */
export type SubjectHints = { readonly automaticReply: boolean; readonly absence: boolean; readonly bounce: boolean };

/**
 * Reads a subject for the usual words of machines. List tags in front do not matter; a reply or forward prefix does,
 * because then a person passes the words on, and all three compare with the start of the subject.
 */
export function matchSubject(subject: string | null): SubjectHints {
  const plain = (subject ?? '').slice(0, 500).toLowerCase().normalize('NFC').replace(/^(?:\[[^\]]{0,60}\] *){1,4}/, '').trim();
  const startsWith = (start: string): boolean => plain.startsWith(start);
  return {
    automaticReply: automaticReplySubjects.some(startsWith),
    absence: absenceSubjects.some(startsWith) || / (?:is|am) out of (?:the )?office/.test(plain),
    bounce: bounceSubjects.some(startsWith),
  };
}
