/** Fields of the API that the day of the test does not fill, with why not. A path stands for all below it. */
export const notSimulated: Readonly<Record<'calls' | 'chats', readonly { readonly fields: readonly string[]; readonly why: string }[]>> = {
  calls: [
    { fields: ['parent_id', 'scheduled_at', 'handle_durations[].scheduled_at', 'outbound_number'], why: 'calls out, at a time and back after a failed one: agents of the simulation do not dial, and its customers do not choose a time' },
    { fields: ['fail_details'], why: 'one call in a hundred fails at its carrier: more than the day of the test has' },
    { fields: ['agent_info.agent_number', 'agent_info.avatar_url', 'transfers[].from_agent.agent_number', 'transfers[].from_agent.avatar_url', 'transfers[].to_agent.agent_number', 'transfers[].to_agent.avatar_url'], why: 'cards of people, which the simulation does not fill' },
    { fields: ['end_user.out_contact_id'], why: 'the id of a contact in another system; nothing gives one' },
    { fields: ['photos[]', 'videos[]'], why: 'there is no operation by which a line hands them in' },
    { fields: ['wait_time_sms[]', 'in_call_sms[]'], why: 'there is no SMS channel' },
    { fields: ['virtual_agent_deflected_escalations[]', 'virtual_agent_handle_durations[].transfer_id'], why: 'a bot that gives to a queue which deflects, and a transfer to a bot: the day has none' },
  ],
  chats: [
    { fields: ['fail_reason', 'participants[].adapter_fail_code', 'participants[].adapter_fail_message', 'selected_menu.parent_id'], why: 'chats of the day do not fail, and their menu is a root' },
    { fields: ['agent_info.agent_number', 'agent_info.avatar_url', 'transfers[].from_agent.agent_number', 'transfers[].from_agent.avatar_url', 'transfers[].to_agent.agent_number', 'transfers[].to_agent.avatar_url'], why: 'cards of people, which the simulation does not fill' },
    { fields: ['end_user.out_contact_id'], why: 'the id of a contact in another system; nothing gives one' },
    { fields: ['photos[]', 'videos[]'], why: 'there is no operation by which a channel hands them in' },
    { fields: ['virtual_agent_deflected_escalations[]', 'virtual_agent_handle_durations[].transfer_id'], why: 'a bot that gives to a queue which deflects, and a transfer to a bot: the day has none' },
  ],
};
