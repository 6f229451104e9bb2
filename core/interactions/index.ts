export * from './interaction.ts';
