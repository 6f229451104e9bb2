export {
  changeCannedResponse, createCannedResponse, deleteCannedResponse, findCannedResponses, getCannedResponse, type CannedResponse, type CannedResponseInput,
} from './canned-responses.ts';
export { automaticVariables, checkVariables, fillVariables, firstName, lastName, textVariables, type TextValues, type TextVariable } from './variables.ts';
