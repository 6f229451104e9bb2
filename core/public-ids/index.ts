export { deletePublicIds, findCoreIds, findPublicIds, putPublicIds, type PublicIdScope } from './public-ids.ts';
