import { Type } from '@sinclair/typebox';
import { Closed, Map, OneOf, Text } from './wire.ts';

export const filterTypes = ['conversation', 'contact', 'report'] as const;
export const CustomFilter = Closed({ id: Type.Integer(), name: Type.String(), type: Type.String({ enum: [...filterTypes] }), query: Map, created_at: Type.String(), updated_at: Type.String() });

const Kind = OneOf(filterTypes, 'What it filters.');
export const CustomFilterQuery = Type.Object({ filter_type: Type.Optional(Kind) });
export const CustomFilterInput = Type.Object({ filter_type: Type.Optional(Kind), type: Type.Optional(Kind), name: Text(200, 'Name.'), query: Type.Optional(Map) });
export const CustomFilterChange = Type.Object({ type: Type.Optional(Kind), name: Type.Optional(Text(200, 'Name.')), query: Type.Optional(Map) });
