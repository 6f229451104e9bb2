import { Type } from '@sinclair/typebox';
import { CoreError } from '#core/kernel/index.ts';
import { InvalidInput, operation, type Operation } from '#http/index.ts';
import { findConnected } from '../../parse/find-connected.ts';
import type { Ports } from '../../ports.ts';
import { CrmConnectionInput } from '../../schemas/crm.ts';

export const storeCrmConnection = (ports: Ports): Operation => operation({
  id: 'crm-properties-mapping.store',
  method: 'POST',
  path: '/api/entities/crm-properties-mapping',
  tag: 'CRM Connections',
  summary: 'Choose which field of a connected CRM holds the email address, and read it',
  body: CrmConnectionInput,
  response: Type.String(),
  async handle({ act, change, body: { crmType, selectedEmailProperty } }) {
    await change(async (tx) => {
      const { id } = await findConnected(ports, tx, act, crmType);
      await ports.changeCrmMapping(tx, act, id, { emailProperty: selectedEmailProperty }).catch((error: unknown): never => {
        if (error instanceof CoreError && error.key === undefined && error.fields[0]?.key === 'crm-no-field') throw new InvalidInput([{ field: 'selectedEmailProperty', problem: 'The selected selected email property is invalid.' }]);
        throw error;
      });
    });
    return 'Contacts are being synced now, it will take some time to complete. Please feel free to complete the advanced setup, you can navigate away from this page at any time.';
  },
});
