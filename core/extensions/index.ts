export { changeExtension, deleteExtensions, dropExtensions, getExtensions, putExtensions, type ExtensionBody, type ExtensionScope } from './extensions.ts';
