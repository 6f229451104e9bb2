import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { BulkChange } from '#dialects/native/schemas/bulk.ts';
import { changeConversation, deleteConversation, getBulk, markRead, mergeConversation, startBulk, undoBulk, unmergeConversation, type Bulk, type ConversationChange, type ConversationRow, type Life } from '../../api/desk.ts';
import type { Texts } from '../../texts/english.ts';
import { problemText } from '../../design/problem-text.ts';
import { dismissToast, showToast } from '../../design/toasts.ts';
import { holdPatch } from './pending-patches.ts';
import { findRow, patchRows } from './patch-rows.ts';

const bulkPollMs = 400;
const undoLastsMs = 9_000;
const idsMax = 500;

export interface Actions {
  setLife(ids: readonly number[], life: Life): void;
  snooze(ids: readonly number[], until: string): void;
  assign(ids: readonly number[], agentId: number | null): void;
  setTeam(ids: readonly number[], teamId: number | null): void;
  setPriority(ids: readonly number[], priority: number): void;
  toggleLabel(ids: readonly number[], labelId: number, isOn: boolean): void;
  setUnread(ids: readonly number[], isUnread: boolean): void;
  merge(ids: readonly number[], into: number): void;
  remove(id: number): void;
}

/**
 * What can be done to conversations. Shows at once in every list, then asks the server; what it refuses is put back and said. One conversation
 * is changed by itself, several by a bulk change that tells its progress; both can be undone from the toast or with `z`.
 */
export function useActions(texts: Texts): Actions {
  const client = useQueryClient();
  return useMemo(() => {
    /** Resolves when the lists are as the server has them. An answer that was asked for before the change is thrown away. */
    const refresh = async (): Promise<void> => {
      await client.cancelQueries({ queryKey: ['conversations'] });
      await Promise.all(['conversations', 'views', 'conversation', 'timeline'].map((key) => client.invalidateQueries({ queryKey: [key] })));
    };
    const failed = (error: unknown): void => {
      showToast(problemText(error, texts), { isProblem: true, lastsMs: undoLastsMs });
      void refresh();
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
        void changeConversation(id, inverseOf(single, before)).then(refresh, failed).finally(release);
      };
      const toast = showToast(said, { action: undo && { label: texts.undo, run: undo }, lastsMs: undoLastsMs });
      await changeConversation(id, single).then(refresh, (error: unknown) => {
        dismissToast(toast);
        failed(error);
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
            return refresh();
          }).catch(failed);
        };
        showToast(`${said} ${texts.bulkDone(state.changed)}`, { action: { label: texts.undo, run: undo }, lastsMs: undoLastsMs });
        await refresh();
      } catch (error) {
        failed(error);
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
        void Promise.all(ids.slice(0, idsMax).map((id) => markRead(id, isUnread))).then(() => client.invalidateQueries({ queryKey: ['views'] }), failed);
      },
      merge: (ids, into) => {
        void (async () => {
          for (const id of ids.filter((one) => one !== into)) await mergeConversation(id, into);
          const undo = (): void => void Promise.all(ids.filter((one) => one !== into).map(unmergeConversation)).then(refresh, failed);
          showToast(texts.mergedDone, { action: { label: texts.undo, run: undo }, lastsMs: undoLastsMs });
          await refresh();
        })().catch(failed);
      },
      remove: (id) => {
        void deleteConversation(id).then(() => {
          showToast(texts.deletedDone);
          return refresh();
        }, failed);
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
