export {
  changeCannedResponse, createCannedResponse, deleteCannedResponse, findCannedResponses, getCannedResponse, type CannedResponse, type CannedResponseInput,
} from './canned-responses.ts';
