export { changeExtension, deleteExtensions, getExtensions, putExtensions, type ExtensionBody, type ExtensionScope } from './extensions.ts';
