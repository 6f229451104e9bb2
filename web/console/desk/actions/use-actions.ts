import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { BulkChange } from '#dialects/native/schemas/bulk.ts';
import { changeConversation, deleteConversation, getBulk, markRead, mergeConversation, startBulk, undoBulk, unmergeConversation, type Bulk, type Conversation, type ConversationChange, type ConversationRow, type Life } from '../../api/desk.ts';
import type { Texts } from '../../texts/english.ts';
import { problemText } from '../../design/problem-text.ts';
import { dismissToast, showToast } from '../../design/toasts.ts';
import { followConversations, patchAnswers } from '../../live/patch-answers.ts';
import { holdPatch } from './pending-patches.ts';
import { findRow, patchRows } from './patch-rows.ts';

const bulkPollMs = 400;
const undoLastsMs = 9_000;
const idsMax = 500;
/** Of more the lists are asked for anew. */
const rowsMax = 100;

export interface Actions {
  setLife(ids: readonly number[], life: Life): void;
  snooze(ids: readonly number[], until: string): void;
  assign(ids: readonly number[], agentId: number | null): void;
  setTeam(ids: readonly number[], teamId: number | null): void;
  setPriority(ids: readonly number[], priority: number): void;
  toggleLabel(ids: readonly number[], labelId: number, isOn: boolean): void;
  setUnread(ids: readonly number[], isUnread: boolean): void;
  /** `onMerged`: when it is done, before its undo is offered. */
  merge(ids: readonly number[], into: number, onMerged?: () => void): void;
  remove(id: number): void;
}

/**
 * What can be done to conversations. Shows at once in every list, then asks the server; what it refuses is put back and said. One conversation
 * is changed by itself, several by a bulk change that tells its progress; both can be undone from the toast or with `z`.
 */
export function useActions(texts: Texts): Actions {
  const client = useQueryClient();
  return useMemo(() => {
    /** Resolves when the lists have these conversations as the server has them; what stands beside them follows. */
    const refresh = async (ids: readonly number[]): Promise<void> => {
      for (const id of ids) for (const key of ['conversation', 'timeline']) void client.invalidateQueries({ queryKey: [key, id] });
      void client.invalidateQueries({ queryKey: ['views'] });
      if (ids.length <= rowsMax) return followConversations(client, ids);
      await client.cancelQueries({ queryKey: ['conversations'] });
      return client.invalidateQueries({ queryKey: ['conversations'] });
    };
    /** The answer to a change says how the conversation is now. */
    const settled = (conversation: Conversation): void => {
      const { redirectedFrom: _r, contact: _c, attributes: _a, past: _p, linked: _l, mergedFrom: _m, hasDraft: _h, position: _o, ...row } = conversation;
      patchAnswers(client, new Map([[conversation.id, row]]));
      void client.invalidateQueries({ queryKey: ['timeline', conversation.id] });
      void client.invalidateQueries({ queryKey: ['views'] });
    };
    const failed = (ids: readonly number[]) => (error: unknown): void => {
      showToast(problemText(error, texts), { isProblem: true, lastsMs: undoLastsMs });
      refresh(ids).catch(() => undefined);
    };

    function change(ids: readonly number[], patch: Partial<ConversationRow>, single: ConversationChange, bulk: BulkChange, said: string): void {
      if (ids.length === 0) return;
      if (ids.length > idsMax) return void showToast(texts.tooManyChosen(idsMax), { isProblem: true });
      const before = new Map(ids.map((id) => [id, findRow(client, id)]));
      patchRows(client, new Set(ids), () => patch);
      const [only] = ids;
      const release = holdPatch(ids, patch);
      if (ids.length === 1 && only !== undefined) void changeOne(only, before.get(only) ?? null, single, said).finally(release);
      else void changeMany(ids, bulk, said).finally(release);
    }

    async function changeOne(id: number, before: ConversationRow | null, single: ConversationChange, said: string): Promise<void> {
      const undo = before === null ? undefined : () => {
        patchRows(client, new Set([id]), () => before);
        const release = holdPatch([id], before);
        void changeConversation(id, inverseOf(single, before)).then(settled, failed([id])).finally(release);
      };
      const toast = showToast(said, { action: undo && { label: texts.undo, run: undo }, lastsMs: undoLastsMs });
      await changeConversation(id, single).then(settled, (error: unknown) => {
        dismissToast(toast);
        failed([id])(error);
      });
    }

    async function changeMany(ids: readonly number[], bulk: BulkChange, said: string): Promise<void> {
      try {
        let state = await startBulk({ ids: [...ids], change: bulk });
        const progress = state.state === 'running' ? showToast(texts.bulkProgress(state.done, state.total), { lastsMs: 60_000 }) : null;
        state = await finished(state);
        if (progress !== null) dismissToast(progress);
        if (state.state === 'failed') throw new Error('the bulk change failed');
        const undo = (): void => {
          void undoBulk(state.id).then(finished).then((undone) => {
            showToast(texts.bulkUndone(undone.restored));
            return refresh(ids);
          }).catch(failed(ids));
        };
        showToast(`${said} ${texts.bulkDone(state.changed)}`, { action: { label: texts.undo, run: undo }, lastsMs: undoLastsMs });
        await refresh(ids);
      } catch (error) {
        failed(ids)(error);
      }
    }

    return {
      setLife: (ids, life) => change(ids, { life, snoozedUntil: null }, { life }, { life }, texts.lifeDone[life]),
      snooze: (ids, until) => change(ids, { life: 'snoozed', snoozedUntil: until }, { life: 'snoozed', snoozedUntil: until }, { life: 'snoozed', snoozedUntil: until }, texts.lifeDone.snoozed),
      assign: (ids, agentId) => change(ids, { assigneeId: agentId }, { assigneeId: agentId }, { assigneeId: agentId }, agentId === null ? texts.unassignedDone : texts.assignedDone),
      setTeam: (ids, teamId) => change(ids, { teamId }, { teamId }, { teamId }, texts.teamDone),
      setPriority: (ids, priority) => change(ids, { priority }, { priority }, { priority }, texts.priorityDone),
      toggleLabel: (ids, labelId, isOn) => {
        const rows = ids.flatMap((id) => findRow(client, id) ?? []);
        if (ids.length === 1 && rows[0]) {
          const labelIds = isOn ? [...new Set([...rows[0].labelIds, labelId])] : rows[0].labelIds.filter((id) => id !== labelId);
          return change(ids, { labelIds }, { labelIds }, {}, texts.labelsDone);
        }
        patchRows(client, new Set(ids), (row) => ({ labelIds: isOn ? [...new Set([...row.labelIds, labelId])] : row.labelIds.filter((id) => id !== labelId) }));
        void changeMany(ids, isOn ? { addLabelIds: [labelId] } : { removeLabelIds: [labelId] }, texts.labelsDone);
      },
      setUnread: (ids, isUnread) => {
        patchRows(client, new Set(ids), () => ({ isUnread }));
        void Promise.all(ids.slice(0, idsMax).map((id) => markRead(id, isUnread))).then(() => client.invalidateQueries({ queryKey: ['views'] }), failed(ids));
      },
      merge: (ids, into, onMerged) => {
        void (async () => {
          for (const id of ids.filter((one) => one !== into)) await mergeConversation(id, into);
          onMerged?.();
          const undo = (): void => void Promise.all(ids.filter((one) => one !== into).map(unmergeConversation)).then(() => refresh(ids), failed(ids));
          showToast(texts.mergedDone, { action: { label: texts.undo, run: undo }, lastsMs: undoLastsMs });
          await refresh(ids);
        })().catch(failed(ids));
      },
      remove: (id) => {
        void deleteConversation(id).then(() => {
          showToast(texts.deletedDone);
          return refresh([id]);
        }, failed([id]));
      },
    };

    async function finished(first: Bulk): Promise<Bulk> {
      let state = first;
      while (state.state === 'running' || state.state === 'undoing') {
        await new Promise((resolve) => setTimeout(resolve, bulkPollMs));
        state = await getBulk(state.id);
      }
      return state;
    }
  }, [client, texts]);
}

/** The change that brings a row back to what it was. */
function inverseOf(change: ConversationChange, before: ConversationRow): ConversationChange {
  return {
    ...(change.life === undefined ? {} : { life: before.life, ...(before.life === 'snoozed' && before.snoozedUntil !== null ? { snoozedUntil: before.snoozedUntil } : {}) }),
    ...(change.assigneeId === undefined ? {} : { assigneeId: before.assigneeId }),
    ...(change.teamId === undefined ? {} : { teamId: before.teamId }),
    ...(change.priority === undefined ? {} : { priority: before.priority }),
    ...(change.labelIds === undefined ? {} : { labelIds: before.labelIds }),
  };
}
