import { Type, type Static } from '@sinclair/typebox';
import { Closed } from './php.ts';

const oneOf = <const W extends readonly string[]>(words: W, description: string) => Type.Unsafe<W[number]>({ type: 'string', enum: [...words], description });

export const ProfileInput = Type.Object({
  team: oneOf(['Customer Service', 'Support', 'Sales', 'Key Account Management', 'Back Office', 'Other'], 'Which team do you belong to?'),
  team_role: oneOf(['VP/Director', 'Manager', 'Team Member'], 'What is your role in that team?'),
  // LinkedIn's codes of company sizes: A is one person, B 1 to 10, and so on to I, over 10,000 (learn.microsoft.com, "Company Size Codes").
  company_size: oneOf(['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I'], 'What is the size of your company, by the letter of LinkedIn\'s list: A for one person to I for over 10,000.'),
});
export type ProfileInput = Static<typeof ProfileInput>;

export const ProfileStatus = Closed({ status: Type.String() });
